package main

import (
	"runtime/debug"

	"timbao/search/bench"
)

// machine is what figures depend on beside the engines.
type machine struct {
	bench.Machine
	Modules map[string]string `json:"modules"` // versions of the engines
}

// modules are the engines' modules by the names of engines.
var modules = []struct{ name, path string }{
	{"bleve", "github.com/blevesearch/bleve/v2"}, {"bluge", "github.com/blugelabs/bluge"}, {"sqlite", "modernc.org/sqlite"},
}

func describeMachine() machine {
	m := machine{Machine: bench.Here(), Modules: map[string]string{}}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return m
	}
	for _, known := range modules {
		for _, module := range build.Deps {
			if module.Path == known.path {
				m.Modules[known.name] = module.Version
			}
		}
	}
	return m
}

func (m machine) String() string {
	s := m.Machine.String()
	for _, known := range modules {
		if version := m.Modules[known.name]; version != "" {
			s += ", " + known.name + " " + version
		}
	}
	return s
}
