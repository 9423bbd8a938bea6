package cli

import (
	"cmp"
	"fmt"
	"strings"

	"assay/support/runner"

	"github.com/spf13/cobra"
)

// shardFlags are the flags by which several machines share a run.
type shardFlags struct {
	shard   string
	runID   string
	timings []string
}

func addShard(cmd *cobra.Command, flags *shardFlags) {
	f := cmd.Flags()
	f.StringVar(&flags.shard, "shard", "", "run one `part` of several, such as 2/5, or auto in a CI system")
	f.StringVar(&flags.runID, "run-id", "", "`id` that all shards share (default that of the pipeline)")
	addList(f, &flags.timings, "timings", "balance shards by the durations in earlier `logs`")
}

// shardOf fills in what the flags and the variables of a CI system say.
func (a *app) shardOf(flags *shardFlags, config *runner.Config) (err error) {
	if config.Shard, err = runner.ParseShard(flags.shard, a.env); err != nil {
		return err
	}
	if flags.runID != "" || config.Shard.Total > 0 {
		if config.RunID, err = runner.RunIDOf(flags.runID, a.env); err != nil {
			return err
		}
	}
	if len(flags.timings) > 0 && config.Shard.Total == 0 {
		return &usageError{"flag --timings balances shards, and there are none", "add --shard 1/2, or leave it out"}
	}
	config.Timings, err = runner.ReadTimings(flags.timings, func(log string) {
		a.say("there is no log %s to take durations from; all shards must do without it alike", log)
	})
	return err
}

// shardsTopic is "assay help shards".
func shardsTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString(`Shards: one run on several machines.

Each machine runs its part, and one of them joins the logs in the end:

  assay run --shard 1/3 --run-id 4711 --out shard1
  assay run --shard 2/3 --run-id 4711 --out shard2
  assay run --shard 3/3 --run-id 4711 --out shard3
  assay merge shard1 shard2 shard3 --out reports/out

The machines need not talk: the same features, tags, target and --timings make
the same parts. With --timings the parts take much the same time by what earlier
logs say, the longest scenarios being dealt out first; without, all scenarios
count the same. Scenarios that share a tag such as @affinity:ledger stay together.

assay merge refuses to tell half a story: logs of another run, plan, target or
version of the facts, a shard that is missing, scenarios that never ran. What did
not pass is run again with assay rerun, whose log is joined like any other.

--shard auto asks these variables, from the top, and the pipeline's id is the run
id unless --run-id says another:

`)
	for _, c := range runner.CISystems() {
		fmt.Fprintf(&b, "  %-11s %s\n", c.Name, variablesOf(c))
	}
	return topic("shards", "How several machines share a run", b.String())
}

// variablesOf tells the variables of a CI system.
func variablesOf(c runner.CISystem) string {
	var parts []string
	if c.Index != "" {
		parts = append(parts, fmt.Sprintf("%s (from %d) of %s", c.Index, c.From, c.Total))
	}
	if c.Pipeline != "" {
		parts = append(parts, "run id "+c.Pipeline)
	}
	return cmp.Or(strings.Join(parts, ", "), "nothing")
}
