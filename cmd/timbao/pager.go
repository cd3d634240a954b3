package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
)

// page prints text; on a terminal that is too low for it, through $PAGER, or less when PAGER is not set. An empty PAGER means none.
func (c *console) page(text string) error {
	if !c.terminal || strings.Count(text, "\n") < c.height {
		return c.print(text)
	}
	pager, set := os.LookupEnv("PAGER")
	if !set {
		pager = "less -FRX"
	}
	command := pagerCommand(pager)
	if command == nil {
		return c.print(text)
	}
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(text), c.out, c.err
	if os.Getenv("LESSCHARSET") == "" {
		command.Env = append(os.Environ(), "LESSCHARSET=utf-8")
	}
	interrupts := make(chan os.Signal, 1) // Ctrl-C belongs to the pager while it runs
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	if err := command.Run(); err != nil && command.ProcessState == nil {
		return c.print(text) // it did not start: no such program
	}
	return nil // what a pager returns when it is left early is no error of ours
}

// pagerCommand is nil when the pager is empty or not installed. PAGER may hold options and quotes, so a shell reads it where there is one.
func pagerCommand(pager string) *exec.Cmd {
	words := strings.Fields(pager)
	if len(words) == 0 {
		return nil
	}
	if runtime.GOOS != "windows" && strings.ContainsAny(pager, `'"|&;<>$()`) {
		return exec.Command("sh", "-c", pager)
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil
	}
	return exec.Command(path, words[1:]...)
}

func (c *console) print(text string) error {
	if _, err := fmt.Fprint(c.out, text); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return nil
}
