-- The versions of every county.
SELECT county, version, boundaries, facilities, people, zones, roads, backdrop FROM county_version ORDER BY county
