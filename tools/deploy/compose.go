package deploy

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// LoadCompose reads the text of a compose file strictly: it must keep the
// Compose Specification's schema, and a key that is not in it is an error. dir
// is what relative paths in it are relative to.
func LoadCompose(ctx context.Context, dir string, text []byte) (*types.Project, error) {
	details := types.ConfigDetails{
		WorkingDir:  dir,
		ConfigFiles: []types.ConfigFile{{Filename: "docker-compose.yml", Content: text}},
		Environment: types.Mapping{},
	}
	project, err := loader.LoadWithContext(ctx, details, func(o *loader.Options) {
		o.SetProjectName("assay", false)
		o.Profiles = []string{"*"}
	})
	if err != nil {
		return nil, fmt.Errorf("loading the compose file: %w", err)
	}
	return project, nil
}

// Compose tells what in a loaded project breaks the house rules. stages are
// the stages of the Dockerfile that its services may be built from.
func Compose(project *types.Project, stages []string) []Finding {
	var found []Finding
	for _, name := range slices.Sorted(maps.Keys(project.Services)) {
		for _, problem := range service(project.Services[name], stages) {
			found = append(found, Finding(name+": "+problem))
		}
	}
	return found
}

// service tells what is wrong with one service.
func service(s types.ServiceConfig, stages []string) []string {
	var found []string
	report := func(broken bool, problem string) {
		if broken {
			found = append(found, problem)
		}
	}
	report(s.Init == nil || !*s.Init, "wants init: true, so that nothing is left unreaped")
	report(!s.ReadOnly, "wants read_only: true")
	report(s.Privileged, "must not be privileged")
	report(!slices.Contains(s.CapDrop, "ALL"), "wants cap_drop: [ALL]")
	report(!slices.Contains(s.SecurityOpt, "no-new-privileges:true"), "wants security_opt: [no-new-privileges:true]")
	report(s.User == "root" || strings.HasPrefix(s.User, "0"), "must not run as root")
	report(s.Build == nil, "must be built from this repository")
	if s.Build != nil {
		report(!slices.Contains(stages, s.Build.Target), fmt.Sprintf("builds stage %q, which the Dockerfile lacks", s.Build.Target))
		report(s.Build.Target != "gateway" && s.ShmSize == 0, "has a browser and wants shm_size")
	}
	if check := s.HealthCheck; check != nil && !check.Disable {
		report(len(check.Test) == 0 || check.Test[0] != "CMD", "wants its healthcheck in exec form (no shell is there)")
	}
	for _, port := range s.Ports {
		report(port.HostIP != "127.0.0.1", fmt.Sprintf("binds port %d beyond 127.0.0.1", port.Target))
	}
	return found
}
