// Package vietnamese knows the language: how Vietnamese newspapers write letters, syllables, numbers, dates and
// acronyms, and how two spellings of one word become one term.
package vietnamese
