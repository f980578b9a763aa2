-- Makes the database, once: psql -f, as the superuser of the server. The role with which the service signs in reads and
-- changes rows; the tables belong to another one, as which nobody signs in. docs/operating.md, PostgreSQL, says how the
-- service becomes that other one while it makes or changes tables.
CREATE ROLE assessment LOGIN NOINHERIT;
CREATE ROLE assessment_owner NOLOGIN;
CREATE DATABASE assessment OWNER assessment_owner ENCODING 'UTF8' TEMPLATE template0;
\connect assessment
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO assessment_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE assessment_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO assessment;
ALTER DEFAULT PRIVILEGES FOR ROLE assessment_owner GRANT USAGE ON SEQUENCES TO assessment;
