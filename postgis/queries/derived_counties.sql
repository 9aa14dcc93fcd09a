-- The counties whose derived shapes were worked out from older boundaries.
SELECT county FROM county_version WHERE derived <> boundaries ORDER BY county
