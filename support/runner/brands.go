package runner

import (
	"os"

	"assay/support/spec"
)

// LoadBrands reads a file of further brands (see [spec.Catalogue.With]). An
// empty path gives the brands of the tables.
func LoadBrands(path string) (*spec.Catalogue, error) {
	if path == "" {
		return spec.Known(), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usage("name a file that exists, or leave --brands away", "cannot read the brands: %v", err)
	}
	defer f.Close()
	brands, err := spec.Known().With(f)
	if err != nil {
		return nil, usage("the columns are those of support/spec/brands.tsv, and page and method", "%s: %v", path, err)
	}
	return brands, nil
}

// brands returns the brands there are.
func (s Selection) brands() *spec.Catalogue {
	if s.Brands == nil {
		return spec.Known()
	}
	return s.Brands
}
