"use strict";

// Suggestions below the search field while one types: a combobox with a list, as the ARIA Authoring Practices describe it. Down and Up walk
// through the list, Enter takes what is chosen, Escape closes the list. Without this script the field is a field.
(() => {
	const field = document.querySelector("form.search input[type=search]");
	const texts = field?.form.dataset;
	if (!texts?.suggest) return;
	const pause = 80; // milliseconds after the last key
	const most = 8; // suggestions

	const list = document.createElement("ul");
	list.id = "suggestions";
	list.className = "suggestions";
	list.setAttribute("role", "listbox");
	list.setAttribute("aria-label", texts.label);
	list.hidden = true;
	const status = document.createElement("p"); // says to those who do not see the list that it is there
	status.className = "hidden";
	status.setAttribute("role", "status");
	field.after(list, status);
	for (const [name, value] of Object.entries({
		role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", "aria-haspopup": "listbox",
	})) field.setAttribute(name, value);

	let timer = 0;
	let asked = ""; // what the last request was about
	let request = null;
	let shown = []; // suggestions in the list
	let at = -1; // the chosen one

	function close() {
		clearTimeout(timer);
		request?.abort();
		asked = "";
		list.hidden = true;
		status.textContent = "";
		field.setAttribute("aria-expanded", "false");
		choose(-1);
	}

	// choose marks one suggestion; -1 is the field itself.
	function choose(to) {
		list.children[at]?.setAttribute("aria-selected", "false");
		at = to;
		if (at < 0) {
			field.removeAttribute("aria-activedescendant");
			return;
		}
		const option = list.children[at];
		option.setAttribute("aria-selected", "true");
		option.scrollIntoView({ block: "nearest" });
		field.setAttribute("aria-activedescendant", option.id);
	}

	// opens goes to the article of a title; anything else it puts into the field, to be searched for.
	function opens(suggestion) {
		close();
		if (suggestion.kind === "title" && suggestion.id) {
			location.assign(suggestion.address);
			return true;
		}
		field.value = suggestion.query;
		return false;
	}

	// write puts HTML that holds text and <mark> alone into an element, piece by piece: no markup is made out of text.
	function write(element, html) {
		const plain = (text) => text.replace(/&(lt|gt|amp|#34|#39);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", "#34": '"', "#39": "'" })[name]);
		html.split(/(<mark>.*?<\/mark>)/s).forEach((piece) => {
			const found = piece.match(/^<mark>(.*)<\/mark>$/s);
			if (!found) return element.append(plain(piece));
			const mark = document.createElement("mark");
			mark.textContent = plain(found[1]);
			element.append(mark);
		});
	}

	function show(suggestions) {
		choose(-1);
		shown = suggestions;
		list.replaceChildren(...suggestions.map((suggestion, i) => {
			const option = document.createElement("li");
			option.id = "suggestion-" + i;
			option.setAttribute("role", "option");
			option.setAttribute("aria-selected", "false");
			const text = document.createElement("span");
			text.lang = "vi";
			write(text, suggestion.html);
			const kind = document.createElement("span");
			kind.className = "kind";
			kind.textContent = texts["kind" + suggestion.kind[0].toUpperCase() + suggestion.kind.slice(1)] ?? "";
			option.append(text, " ", kind);
			option.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
			option.addEventListener("click", () => opens(suggestion) || field.form.requestSubmit());
			return option;
		}));
		list.hidden = suggestions.length === 0;
		field.setAttribute("aria-expanded", String(!list.hidden));
		status.textContent = list.hidden ? "" : texts.some.replace("{1}", suggestions.length);
	}

	async function ask() {
		const prefix = field.value;
		if (prefix.trim() === "" || prefix === asked) return prefix.trim() === "" && close();
		asked = prefix;
		request?.abort();
		request = new AbortController();
		try {
			const answer = await fetch(texts.suggest + "?" + new URLSearchParams({ q: prefix, limit: most }), { signal: request.signal });
			if (!answer.ok) return close();
			const { suggestions } = await answer.json();
			if (prefix === field.value && document.activeElement === field) show(suggestions.map(addressed));
		} catch {
			// Aborted by the next letter, or the server is away: there is nothing to offer.
		}
	}

	// addressed gives a title the address of its article. An id is kept whole where a browser would shorten the path.
	function addressed(suggestion) {
		if (suggestion.id) {
			const parts = suggestion.id.split("/").map(encodeURIComponent);
			const whole = parts.some((part) => part === "" || part === "." || part === "..");
			suggestion.address = "/articles/" + parts.join(whole ? "%2F" : "/");
		}
		return suggestion;
	}

	field.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(ask, pause);
	});
	field.addEventListener("blur", close);
	field.form.addEventListener("submit", (event) => { // Enter
		if (at >= 0 && opens(shown[at])) event.preventDefault();
	});
	field.addEventListener("keydown", (event) => {
		if (event.isComposing) return; // Telex and VNI keyboards build a letter out of several keys
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			event.preventDefault();
			if (list.hidden) return void ask();
			const step = event.key === "ArrowDown" ? 1 : -1;
			choose(at + step >= shown.length ? -1 : at + step < -1 ? shown.length - 1 : at + step);
		} else if (event.key === "Escape" && !list.hidden) {
			event.preventDefault(); // the first Escape closes the list, the next empties the field
			close();
		}
	});
})();

// The key / goes to the search field.
document.addEventListener("keydown", (event) => {
	const field = document.querySelector("form.search input[type=search]");
	if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
	if (!field || event.target.closest("input, select, textarea")) return;
	event.preventDefault();
	field.focus();
	field.select();
});
