-- The versions of some counties and the moment of their last write.
-- $1 text[]: codes of counties
SELECT county, version, boundaries, facilities, people, zones, roads, backdrop, written FROM county_version WHERE county = ANY ($1) ORDER BY county
