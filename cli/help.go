package cli

import (
	"fmt"
	"strings"

	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// usageTemplate lays out the help of a verb. It is cobra's own, in our words
// and with the examples first: they are what most readers came for.
const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} verb [flags]{{else}}{{.UseLine}}{{end}}

{{- if .HasExample}}

Examples:
{{.Example}}
{{- end}}

{{- if .HasAvailableSubCommands}}

Verbs:
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name 11}} {{.Short}}{{end}}{{end}}
{{- end}}

{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{- end}}

{{- if .HasAvailableInheritedFlags}}

Flags of all verbs:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{- end}}

{{- if .HasHelpSubCommands}}

More to read:
{{- range .Commands}}{{if .IsAdditionalHelpTopicCommand}}
  {{rpad (print "assay help " .Name) 23}} {{.Short}}{{end}}{{end}}
{{- end}}
`

// topicTemplate prints a topic, which has neither flags nor verbs.
const topicTemplate = "{{.Long}}\n"

// topic is a page of the help.
func topic(name, short, long string) *cobra.Command {
	c := &cobra.Command{Use: name, Short: short, Long: strings.TrimRight(long, "\n")}
	c.SetHelpTemplate(topicTemplate)
	return c
}

// exitCodesTopic is "assay help exit-codes".
func exitCodesTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString("The exit codes. When several apply, the first of the list counts.\n\n")
	for _, c := range exitCodes {
		fmt.Fprintf(&b, "  %3d  %s\n", c.code, c.meaning)
	}
	return topic("exit-codes", "What the exit codes mean", b.String())
}

// variablesTopic is "assay help environment".
func variablesTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString("The environment variables. A flag goes before a variable, a variable before\n" +
		"assay.yaml. Tokens and passwords have no flag: assay.yaml names the variables or\n" +
		"files that hold them.\n\n")
	for _, v := range target.Variables() {
		fmt.Fprintf(&b, "  %-19s %s\n", v.Name, v.Meaning)
	}
	return topic("environment", "The environment variables", b.String())
}

// journeysTopic is "assay help journeys".
func journeysTopic() *cobra.Command {
	return topic("journeys", "How a shopper gets through a host's pages", runner.JourneysFormat)
}

// helpCommand is "assay help": cobra's own prints an error for an unknown
// topic and succeeds all the same.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [verb]",
		Short:   "Explain a verb, with examples",
		Example: "  assay help run\n  assay help exit-codes",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return namesOf(descend(root, args), true), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || cmd == root && len(rest) > 0 || cmd.HasSubCommands() && len(rest) > 0 {
				return unknownTopic(cmd, rest[0])
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

// descend follows words as far as they are verbs.
func descend(root *cobra.Command, args []string) *cobra.Command {
	cmd, _, err := root.Find(args)
	if err != nil {
		return root
	}
	return cmd
}

// namesOf lists the verbs below a command, with the topics of the help if
// they count.
func namesOf(cmd *cobra.Command, topics bool) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || topics && c.IsAdditionalHelpTopicCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

func unknownTopic(cmd *cobra.Command, word string) error {
	names := namesOf(cmd, true)
	remedy := "there is help for " + strings.Join(names, ", ")
	if near := target.Nearest(word, names); near != "" {
		path := append([]string{"assay", "help"}, strings.Fields(cmd.CommandPath())[1:]...)
		remedy = fmt.Sprintf("did you mean %q?", strings.Join(append(path, near), " "))
	}
	return &usageError{fmt.Sprintf("there is no help for %q", word), remedy}
}
