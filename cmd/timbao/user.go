package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"timbao/search/server/door"
)

const userLong = `Print a line for the file that 'timbao serve --users' reads: a name and the bcrypt hash of a password. The
password is asked for on a terminal, and else read from the first line of stdin.`

func newUser(c *common) *cobra.Command {
	return &cobra.Command{
		Use:     "user NAME",
		Short:   "Make a line for the users of a server",
		Long:    userLong,
		Example: "  timbao user lan >> desk.users\n  timbao serve --addr :8443 --users desk.users --tls-cert cert.pem --tls-key key.pem",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("name the user: timbao user NAME")
			}
			return runUser(cmd.Context(), c, args[0])
		},
	}
}

func runUser(_ context.Context, c *common, name string) error {
	password, err := readPassword(c)
	if err != nil {
		return err
	}
	line, err := door.UserLine(name, password)
	if errors.Is(err, door.ErrUsers) {
		return usagef("%w", err)
	}
	if err != nil {
		return err
	}
	return c.print(line + "\n")
}

// readPassword asks twice on a terminal, without showing what is typed.
func readPassword(c *common) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		line, err := bufio.NewReader(io.LimitReader(os.Stdin, 1<<10)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("read password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	var typed [2]string
	for i, prompt := range []string{"Password: ", "Again: "} {
		fmt.Fprint(c.err, prompt)
		b, err := term.ReadPassword(in)
		fmt.Fprintln(c.err)
		if err != nil {
			return "", fmt.Errorf("read password: %w", err)
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", usagef("the two passwords differ")
	}
	return typed[0], nil
}
