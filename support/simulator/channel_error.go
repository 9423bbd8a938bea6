package simulator

// ChannelError is a mistake in one of the channels that a simulator was to have.
// What it says and its hint are those of its cause.
type ChannelError struct {
	Index int      // of the channel, in [Config]
	Path  []string // keys, as a channels file has them, and numbers of items; none = the channel as a whole
	Err   error
}

func (e *ChannelError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *ChannelError) Unwrap() error { return e.Err }

// wrongAt says where in a channel a mistake is.
func wrongAt(err error, path ...string) error {
	if err == nil {
		return nil
	}
	return &ChannelError{Path: path, Err: err}
}
