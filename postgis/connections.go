package postgis

// Connections is how many connections to the database are in use at the moment, of those
// that requests share.
func (s *Store) Connections() int { return int(s.pool.Stat().AcquiredConns()) }
