-- Who administers the pool, and from which browsers. The row's id stands in the audit in place of the person's.

CREATE TABLE saoma_administrator (
  pool VARCHAR(64) NOT NULL,
  admin_id VARCHAR(16) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  duty VARCHAR(16) NOT NULL,
  added_at BIGINT NOT NULL,
  added_by VARCHAR(128) NOT NULL,
  last_at BIGINT,
  version BIGINT NOT NULL,
  CONSTRAINT saoma_administrator_pk PRIMARY KEY (pool, admin_id),
  CONSTRAINT saoma_administrator_subject UNIQUE (pool, subject)
) ${options};

CREATE TABLE saoma_known_browser (
  pool VARCHAR(64) NOT NULL,
  browser_id VARCHAR(16) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  agent VARCHAR(200),
  added_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  CONSTRAINT saoma_known_browser_pk PRIMARY KEY (pool, browser_id),
  CONSTRAINT saoma_known_browser_token UNIQUE (pool, token_hash)
) ${options};
CREATE INDEX saoma_known_browser_subject ON saoma_known_browser (pool, subject);
