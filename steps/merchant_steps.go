package steps

import (
	"context"
	"fmt"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

// Values of the right form that belong to nobody.
const (
	noSuchEntity = "8a00000000000000000000000000beef"
	noSuchToken  = "bm8tc3VjaC11c2VyfG5vLXN1Y2gtcGFzc3dvcmQ="
)

var (
	noCredentials = sentence(`the merchant presents no credentials`)
	unknownToken  = sentence(`the merchant presents an access token the gateway does not know`)
	legacyLogin   = sentence(`the merchant signs in the older way, with user id and password`)
	legacyWrong   = sentence(`the merchant signs in the older way, with a wrong password`)
	mixedLogin    = sentence(`the merchant presents the access token and names the entity the older way`)
	unknownEntity = sentence(`the merchant names an entity the gateway does not know`)
	noEntity      = sentence(`the merchant names no entity`)
	anotherEntity = sentence(`the merchant acts for another entity`)
	entityBelow   = sentence(`the merchant acts for an entity below its own`)
)

func registerMerchant(r Registrar, w *World) {
	r.Given(noCredentials, w.noCredentials)
	r.Given(unknownToken, w.unknownToken)
	r.Given(legacyLogin, w.legacyLogin)
	r.Given(legacyWrong, w.legacyWrong)
	r.Given(mixedLogin, w.mixedLogin)
	r.Given(unknownEntity, w.unknownEntity)
	r.Given(noEntity, w.noEntity)
	r.Given(anotherEntity, w.anotherEntity)
	r.Given(entityBelow, w.entityBelow)
}

func (w *World) noCredentials() {
	w.gateway = w.env.Gateway.With(opp.Credentials{EntityID: w.entityID()})
}

func (w *World) unknownToken() {
	cred := w.env.Gateway.Credentials()
	cred.AccessToken, cred.Legacy = noSuchToken, false
	w.gateway = w.env.Gateway.With(cred)
}

func (w *World) legacyLogin() error {
	cred, err := w.legacy()
	if err != nil {
		return err
	}
	w.gateway = w.env.Gateway.With(cred)
	return nil
}

func (w *World) legacyWrong() error {
	cred, err := w.legacy()
	if err != nil {
		return err
	}
	cred.Password = noSuchToken
	w.gateway = w.env.Gateway.With(cred)
	return nil
}

// mixedLogin is the form of clients that moved to the token and kept the name
// of the entity parameter. Source: recorded requests of published clients.
func (w *World) mixedLogin() {
	cred := w.env.Gateway.Credentials()
	entity := opp.Param{Name: "authentication.entityId", Value: cred.EntityID}
	cred.EntityID = ""
	w.gateway = w.env.Gateway.With(cred)
	w.draft("payment").also = append(w.draft("payment").also, entity)
}

func (w *World) unknownEntity() { w.actsFor(noSuchEntity) }

func (w *World) noEntity() { w.actsFor("") }

// anotherEntity goes on with a second entity of the same login: one of the
// target's, or on the simulator one that is opened for it. Where there is none
// the scenario is skipped. Source: Authentication.
func (w *World) anotherEntity(ctx context.Context) error {
	if w.env.Control != nil {
		return w.entityBelow(ctx)
	}
	second := w.env.Second()
	if second == "" {
		return fmt.Errorf("the target has no second channel with the login of the first: %w", godog.ErrSkip)
	}
	w.actsFor(second)
	return nil
}

// entityBelow opens an entity below the scenario's own. How those of a real host
// hang together is not known here.
func (w *World) entityBelow(ctx context.Context) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	channels, err := gateway.Lease(ctx, 1, map[string]any{"parent": w.entityID()})
	if err != nil {
		return err
	}
	w.opened = append(w.opened, channels[0].EntityID)
	w.actsFor(channels[0].EntityID)
	return nil
}

// actsFor names another entity from now on, with the login as it is.
func (w *World) actsFor(entity string) {
	cred := w.env.Gateway.Credentials()
	cred.EntityID = entity
	w.gateway = w.env.Gateway.With(cred)
}

// legacy returns the channel's user id and password; without them the scenario
// is skipped.
func (w *World) legacy() (opp.Credentials, error) {
	cred := w.env.Gateway.Credentials()
	if cred.UserID == "" || cred.Password == "" {
		return cred, fmt.Errorf("the channel has no userId and password in assay.yaml: %w", godog.ErrSkip)
	}
	cred.AccessToken, cred.Legacy = "", true
	return cred, nil
}
