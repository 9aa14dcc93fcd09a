-- How far every county reaches: its version, whether the extent is of that version, and the
-- extent in degrees, NULL where nothing has a place.
SELECT county, version, extent_of = version AS known, extent FROM county_version ORDER BY county
