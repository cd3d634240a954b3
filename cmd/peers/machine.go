package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// machine is what figures depend on beside the engines.
type machine struct {
	System  string            `json:"system"`
	CPUs    int               `json:"cpus"`
	CPU     string            `json:"cpu,omitempty"` // model, where the system tells
	Go      string            `json:"go"`
	Modules map[string]string `json:"modules"` // versions of the engines
}

func describeMachine() machine {
	m := machine{System: runtime.GOOS + "/" + runtime.GOARCH, CPUs: runtime.NumCPU(), Go: runtime.Version(), Modules: map[string]string{}}
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				m.CPU = strings.TrimSpace(value)
				break
			}
		}
	}
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			switch module.Path {
			case "github.com/blevesearch/bleve/v2":
				m.Modules["bleve"] = module.Version
			case "modernc.org/sqlite":
				m.Modules["sqlite"] = module.Version
			}
		}
	}
	return m
}

func (m machine) String() string {
	s := fmt.Sprintf("%d CPUs", m.CPUs)
	if m.CPU != "" {
		s += " (" + m.CPU + ")"
	}
	s += ", " + m.System + ", " + m.Go
	for _, name := range []string{"bleve", "sqlite"} {
		if version := m.Modules[name]; version != "" {
			s += ", " + name + " " + version
		}
	}
	return s
}
