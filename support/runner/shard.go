package runner

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard is one part of a plan that several machines share. The zero Shard is the
// whole plan.
type Shard struct {
	Index int // from 1
	Total int
}

// String writes a shard as it is told: "2/5".
func (s Shard) String() string {
	if s.Total == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Total)
}

// mostShards bounds what a slip of the finger can ask for.
const mostShards = 10_000

// ParseShard reads a shard: "2/5", or "auto" for what the variables of the CI
// system say. The empty text is the whole plan.
func ParseShard(text string, env func(string) string) (Shard, error) {
	switch text {
	case "":
		return Shard{}, nil
	case "auto":
		return shardOf(env)
	}
	index, total, _ := strings.Cut(text, "/")
	s, ok := makeShard(index, total, 1)
	if !ok {
		return Shard{}, usage("write it as 2/5, the second of five, or as auto", "there is no shard %q", text)
	}
	return s, nil
}

func makeShard(index, total string, base int) (Shard, bool) {
	i, err1 := strconv.Atoi(index)
	n, err2 := strconv.Atoi(total)
	s := Shard{Index: i - base + 1, Total: n}
	return s, err1 == nil && err2 == nil && s.Index >= 1 && s.Index <= n && n <= mostShards
}

// shardOf asks the variables of one CI system after the other.
func shardOf(env func(string) string) (Shard, error) {
	for _, c := range ciSystems {
		if c.index == "" || env(c.index) == "" || c.sign != "" && env(c.sign) == "" {
			continue
		}
		if env(c.total) == "" {
			return Shard{}, usage("set it to the number of shards", "%s gives the number of the shard in %s, but %s is not set",
				c.name, c.index, c.total)
		}
		s, ok := makeShard(env(c.index), env(c.total), c.base)
		if !ok {
			return Shard{}, usage(fmt.Sprintf("the shards of %s count from %d", c.name, c.base),
				"%s=%s and %s=%s are no shard", c.index, env(c.index), c.total, env(c.total))
		}
		return s, nil
	}
	return Shard{}, usage("let the CI system run the job in parallel, set ASSAY_SHARD_INDEX (from 1) and ASSAY_SHARD_TOTAL, "+
		"or write --shard 2/5; \"assay help shards\" lists the systems that are known",
		"no variable says which shard this is")
}

// RunIDOf is the run id that all shards of a pipeline share: the one told, else
// that of the pipeline. Without either it is "".
func RunIDOf(told string, env func(string) string) (string, error) {
	if told != "" {
		if strings.ContainsFunc(told, strange) || len(told) > longestID {
			return "", usage(fmt.Sprintf("it takes up to %d letters, digits, dots, dashes and underscores", longestID),
				"the run id %q will not do", told)
		}
		return told, nil
	}
	for _, c := range ciSystems {
		id := strings.Trim(env(c.pipeline), "{}")
		if c.pipeline != "" && id != "" && !strings.ContainsFunc(id, strange) {
			return strings.ToLower(strings.ReplaceAll(c.name, " ", "-")) + "-" + id, nil
		}
	}
	return "", nil
}

// longestID leaves room for what follows it in a merchantTransactionId.
const longestID = 64

// strange says whether a run id may not hold a character.
func strange(r rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", r)
}

// CISystem is what the help tells of a CI system.
type CISystem struct {
	Name, Index, Total, Pipeline string // names of variables
	From                         int    // the index of the first shard
}

// CISystems returns the systems whose variables are known, in the order in which
// they are asked.
func CISystems() []CISystem {
	var list []CISystem
	for _, c := range ciSystems {
		list = append(list, CISystem{c.name, c.index, c.total, c.pipeline, c.base})
	}
	return list
}
