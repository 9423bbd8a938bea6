package cli

import (
	"crypto/rand"

	"assay/support/door"
	"assay/support/simulator"
)

// noDoor is the value of --door that keeps the pages for people away.
const noDoor = "none"

// doorToken makes the token of a management port that only the door uses.
func doorToken() string { return rand.Text() }

// openDoor serves the pages for people beside a simulator that runs.
func openDoor(listen, caFile, manageToken string, r *simulator.Running) (*door.Door, error) {
	description, err := describe("yaml")
	if err != nil {
		return nil, err
	}
	return door.Open(door.Options{
		Listen: listen, BaseURL: r.URL, CA: r.CA, CAFile: caFile, EntityID: r.Channel.EntityID,
		AccessToken: r.Channel.AccessToken, ManageURL: r.ManageURL, ManageToken: manageToken, OpenAPI: description,
	})
}
