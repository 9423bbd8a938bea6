package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version under development; CHANGELOG.md has the same.
const release = "0.1.0"

// version is the release, with the commit when the build knows it. Of an author's
// program it knows another commit: that of the author's module.
func version() string {
	v := release
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Path != assay {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += "+" + s.Value[:12]
		}
	}
	return v
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  assay version",
		Args:    atMost(0, "leave the rest out"),
		RunE: func(*cobra.Command, []string) error {
			name := assay
			if a.program.Name != assay {
				name = a.program.Name + ", made of " + assay
			}
			_, err := fmt.Fprintf(a.stdout, "%s %s (%s, %s/%s)\n", name, version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
