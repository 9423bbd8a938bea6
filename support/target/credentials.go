package target

import "fmt"

// form is a value that a channel gives by value, by variable or by file.
type form struct {
	key              string
	value, env, file string
	secret           bool
}

// forms lists a channel's values in the order they are checked.
func (c fileChannel) forms() []form {
	return []form{
		{key: "entityId", value: c.EntityID, env: c.EntityIDEnv, file: c.EntityIDFile},
		{key: "accessToken", value: c.AccessToken.Reveal(), env: c.AccessTokenEnv, file: c.AccessTokenFile, secret: true},
		{key: "userId", value: c.UserID, env: c.UserIDEnv, file: c.UserIDFile},
		{key: "password", value: c.Password.Reveal(), env: c.PasswordEnv, file: c.PasswordFile, secret: true},
		{
			key: "webhookSecret", value: c.WebhookSecret.Reveal(), env: c.WebhookSecretEnv, file: c.WebhookSecretFile,
			secret: true,
		},
	}
}

// written is the key that the file gives the value by.
func (f form) written() string {
	switch {
	case f.env != "":
		return f.key + "Env"
	case f.file != "":
		return f.key + "File"
	}
	return f.key
}

// hasNoToken says whether the legacy login is all that can open the channel.
func (c fileChannel) hasNoToken() bool {
	return c.AccessToken == "" && c.AccessTokenEnv == "" && c.AccessTokenFile == ""
}

// given counts the forms that are used.
func (f form) given() int {
	n := 0
	for _, s := range []string{f.value, f.env, f.file} {
		if s != "" {
			n++
		}
	}
	return n
}

// checkChannel checks a channel of assay.yaml. Secrets by value are for
// loopback, where they are the simulator's and open nothing.
func checkChannel(p place, c fileChannel, loopback bool) error {
	given := map[string]bool{}
	for _, f := range c.forms() {
		given[f.key] = f.given() > 0
		if f.given() > 1 {
			return p.key(f.key).errorf(fmt.Sprintf("keep one of %s, %sEnv and %sFile", f.key, f.key, f.key),
				"%s is given more than once", f.key)
		}
		if f.secret && f.value != "" && !loopback {
			return p.key(f.key).errorf(
				fmt.Sprintf("put it in a variable and write %sEnv: NAME, or in a file and write %sFile: PATH", f.key, f.key),
				"%s is written into the configuration", f.key)
		}
	}
	login := given["userId"] && given["password"]
	switch {
	case !given["entityId"]:
		return p.errorf("add entityId, or entityIdEnv, or entityIdFile", "the channel has no entityId")
	case given["userId"] != given["password"]:
		return p.errorf("give both userId and password, as they are or as Env or File",
			"the legacy login needs userId and password")
	case !given["accessToken"] && !login:
		return p.errorf("add accessTokenEnv: NAME with the variable that holds the token", "the channel has no credentials")
	case c.Legacy && !login:
		return p.key("legacy").errorf("give userId and password, or take legacy out",
			"legacy: true needs userId and password")
	}
	return nil
}
