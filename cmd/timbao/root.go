package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const rootLong = `timbao searches a Vietnamese newspaper's archive: words with or without accents,
"exact phrases", names, dates and document numbers, best article first.

Start with two commands:

  timbao index archive/          read the article files and build ./timbao.idx
  timbao query đảng ủy khối      search it`

const exitCodes = `
Exit codes:
  0    done, even when nothing was found
  1    error
  2    usage: a wrong command, flag or query
  3    some inputs were skipped
  10   no index there
  11   another process is writing the index
  130  interrupted
`

// common is what every command has: the streams and the index folder.
type common struct {
	*console
	index   string // value of --index
	mode    string // value of --color
	args    []string
	started bool // the command line was understood; errors until then are errors of usage
}

// dir is the index folder to work on.
func (c *common) dir() string {
	if c.index != "" {
		return c.index
	}
	if dir := os.Getenv("TIMBAO_INDEX"); dir != "" {
		return dir
	}
	return "timbao.idx"
}

// run runs the command that the arguments name and returns its exit code. The first SIGINT or SIGTERM cancels the command's context,
// the second ends the process.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	log.SetOutput(io.Discard) // bleve writes there what its errors say anyway
	c := &common{console: newConsole(), args: args}
	root := newRoot(c)
	root.SetArgs(args)
	root.SetIn(c.in)
	root.SetOut(c.out)
	root.SetErr(c.err)
	err := root.ExecuteContext(ctx)
	var coded *exitError
	if err != nil && !c.started && !errors.As(err, &coded) {
		err = usagef("%w", err)
	}
	if err != nil && (!errors.As(err, &coded) || coded.Err != nil) {
		fmt.Fprintln(c.err, "timbao: "+explain(err, c.dir()))
	}
	return exitCode(err)
}

func newRoot(c *common) *cobra.Command {
	root := &cobra.Command{
		Use:               "timbao",
		Short:             "Search a Vietnamese newspaper's archive",
		Long:              rootLong,
		Version:           currentVersion().String(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		Args:              unknownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			c.started = true
			return c.setColor(c.mode)
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetVersionTemplate("{{.Version}}")
	root.SetFlagErrorFunc(c.flagError)
	root.SetHelpTemplate(root.HelpTemplate() + "{{if not .HasParent}}" + exitCodes + "{{end}}")
	flags := root.PersistentFlags()
	flags.StringVar(&c.index, "index", "", "index `FOLDER` (default $TIMBAO_INDEX, or ./timbao.idx)")
	flags.StringVar(&c.mode, "color", "auto", "colour `WHEN`: auto, always or never; NO_COLOR turns auto off")
	_ = root.MarkPersistentFlagDirname("index") // fails only for a flag that does not exist
	_ = root.RegisterFlagCompletionFunc("color", cobra.FixedCompletions([]string{"auto", "always", "never"}, cobra.ShellCompDirectiveNoFileComp))
	root.AddCommand(
		newIndex(c), newQuery(c), newShow(c), newExport(c), newBatch(c), newStats(c), newServe(c), newEval(c), newBench(c), newAnalyze(c),
		newSuggest(c), newSimilar(c), newVersions(c), newKWIC(c), newTrends(c), newInspect(c),
		newCheck(c), newBackup(c), newRestore(c), newRebuild(c), newUser(c),
		newVersion(c),
	)
	return root
}

// unknownCommand refuses a first word that is no command, and names the nearest ones.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("unknown command %q; did you mean %q? See 'timbao --help'", args[0], near[0])
	}
	return usagef("unknown command %q; to search for it: timbao query %s", args[0], strings.Join(args, " "))
}

// noArgs refuses words behind a command that takes none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no words, but was given %q. See '%s --help'", cmd.Name(), args[0], cmd.CommandPath())
	}
	return nil
}

// flagError says what is wrong with a flag, names the nearest one, and tells how to search for a word that begins with a hyphen.
func (c *common) flagError(cmd *cobra.Command, err error) error {
	see := fmt.Sprintf("See '%s --help'", cmd.CommandPath())
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) && strings.HasPrefix(invalid.GetFlag().Value.Type(), "int") {
		return usagef("--%s %q: not a whole number. %s", invalid.GetFlag().Name, invalid.GetValue(), see)
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usagef("%w. %s", err, see)
	}
	typed := "--" + unknown.GetSpecifiedName()
	if short := unknown.GetSpecifiedShortnames(); short != "" {
		typed = "-" + short
	}
	if near := nearestFlag(cmd, unknown.GetSpecifiedName()); near != "" && strings.HasPrefix(typed, "--") {
		return usagef("unknown flag %s; did you mean --%s? %s", typed, near, see)
	}
	if name := cmd.Name(); name == "query" || name == "analyze" || name == "kwic" {
		for _, arg := range c.args {
			if strings.HasPrefix(arg, "-") && strings.HasSuffix(arg, strings.TrimLeft(typed, "-")) {
				typed = arg // whole, where the first letter happens to be a flag
			}
		}
		return usagef("unknown flag %s; put -- before words that begin with a hyphen: %s -- %s", typed, cmd.CommandPath(), typed)
	}
	return usagef("unknown flag %s. %s", typed, see)
}

// nearestFlag is the flag of a command whose name is at most two typing errors away; "" if there is none.
func nearestFlag(cmd *cobra.Command, typed string) string {
	best, name := 3, ""
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if d := distance(typed, f.Name); d < best && d < len(f.Name) {
			best, name = d, f.Name
		}
	})
	return name
}

// distance counts the letters to add, drop or change between two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
