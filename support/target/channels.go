package target

import "os"

// LoadChannels reads the file of `assay serve --channels`: the channels that
// the simulator is to have. It is as strict as [Load]; secrets may be written
// by value, since the simulator's open nothing.
func LoadChannels(path string, env func(string) string) ([]Channel, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &Error{
			File: path, Problem: "cannot read the channels: " + reason(err),
			Remedy: "name a YAML file with a list channels:, each with entityId and accessToken",
		}
	}
	var raw channelsFile
	root, err := readStrict(path, data, &raw)
	if err != nil {
		return nil, err
	}
	if len(raw.Channels) == 0 {
		return nil, root.errorf("add channels: with at least one entityId and accessToken", "the file has no channel")
	}
	var channels []Channel
	seen := map[string]bool{}
	for i, c := range raw.Channels {
		p := root.key("channels").item(i)
		if err := checkChannel(p, c.fileChannel, true); err != nil {
			return nil, err
		}
		resolved, err := resolver{config: &Config{Path: path, env: env}, place: p}.channel(c.fileChannel)
		if err != nil {
			return nil, err
		}
		if seen[resolved.EntityID] {
			return nil, p.errorf("give each channel an entityId of its own", "entityId %s is used twice", resolved.EntityID)
		}
		seen[resolved.EntityID] = true
		resolved.Parent, resolved.Mode, resolved.Settings = c.Parent, c.Mode, c.Settings
		resolved.Faults, resolved.Webhooks = c.Faults, c.Webhooks
		channels = append(channels, resolved)
	}
	return channels, nil
}
