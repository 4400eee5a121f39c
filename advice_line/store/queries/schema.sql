-- name: table_exists_sqlite
SELECT name FROM sqlite_schema WHERE type = 'table' AND name = :name;

-- name: table_exists_postgres
SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name;

-- name: schema_version_now
SELECT max(version) AS version FROM schema_version;

-- name: add_schema_version
INSERT INTO schema_version (version, applied_at, program) VALUES (:version, :applied_at, :program);

-- name: add_site
INSERT INTO site (code, name, timezone) VALUES (:code, :name, :timezone);

-- name: sites
SELECT code, name, timezone FROM site ORDER BY code;
