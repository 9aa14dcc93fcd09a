package siting

import (
	"fmt"
	"math"
)

// Matrix holds how far clients are from sites: metres, minutes, or any cost that is not
// negative. A pair that was not added is out of reach.
type Matrix struct {
	clients, sites int
	bySite         [][]way
	err            error
}

// way is the distance of one client from a site.
type way struct {
	client int32
	far    float64
}

// NewMatrix makes a matrix in which nobody reaches anything.
func NewMatrix(clients, sites int) *Matrix {
	return &Matrix{clients: clients, sites: sites, bySite: make([][]way, sites)}
}

// Add says how far a client is from a site, each pair once. What is wrong is told by the
// question that is put to the matrix.
func (m *Matrix) Add(client, site int, far float64) {
	switch {
	case client < 0 || client >= m.clients || site < 0 || site >= m.sites:
		m.err = fmt.Errorf("client %d, site %d: the matrix has %d clients and %d sites, counted from 0: %w", client, site, m.clients, m.sites, ErrInvalid)
	case far < 0 || math.IsNaN(far) || math.IsInf(far, 0):
		m.err = fmt.Errorf("client %d is %v from site %d: a distance is a finite number that is not negative: %w", client, far, site, ErrInvalid)
	default:
		m.bySite[site] = append(m.bySite[site], way{int32(client), far})
	}
}

// Clients is how many clients there are.
func (m *Matrix) Clients() int { return m.clients }

// Sites is how many sites there are.
func (m *Matrix) Sites() int { return m.sites }
