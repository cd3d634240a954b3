package server

import "sync"

// remembered is how many articles' relations are kept: a few hundred bytes each.
const remembered = 1000

// memory keeps what was found out about articles as long as the index stays the same, so that who goes through an article's found places
// without a script, or comes back to it, does not have the same looked up again. It is safe for concurrent use; the oldest goes first.
type memory[V any] struct {
	mu      sync.Mutex
	version string // of the index
	known   map[string]V
	order   []string
}

// look returns what is known of an article in a version of the index; else it finds it out, and keeps it unless it failed. Two that ask
// at once may both find out.
func (m *memory[V]) look(version, id string, find func() (V, error)) (V, error) {
	m.mu.Lock()
	if m.version != version {
		m.version, m.known, m.order = version, map[string]V{}, nil
	}
	v, ok := m.known[id]
	m.mu.Unlock()
	if ok {
		return v, nil
	}
	v, err := find()
	if err != nil {
		return v, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.known[id]; !ok && m.version == version {
		if len(m.order) >= remembered {
			delete(m.known, m.order[0])
			m.order = m.order[1:]
		}
		m.known[id], m.order = v, append(m.order, id)
	}
	return v, nil
}
