-- Tokens of the API, orders that wait for a second administrator, and how much of people's data each reader has read.

CREATE TABLE saoma_api_token (
  pool VARCHAR(64) NOT NULL,
  token_id VARCHAR(16) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,
  token_name VARCHAR(60) NOT NULL,
  duty VARCHAR(16) NOT NULL,
  made_by VARCHAR(128) NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  last_at BIGINT,
  CONSTRAINT saoma_api_token_pk PRIMARY KEY (pool, token_id),
  CONSTRAINT saoma_api_token_hash UNIQUE (pool, token_hash)
) ${options};

CREATE TABLE saoma_pending_order (
  pool VARCHAR(64) NOT NULL,
  order_id VARCHAR(16) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  duty VARCHAR(16),
  ordered_by VARCHAR(128) NOT NULL,
  ordered_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT saoma_pending_order_pk PRIMARY KEY (pool, order_id)
) ${options};
CREATE INDEX saoma_pending_order_subject ON saoma_pending_order (pool, subject);

CREATE TABLE saoma_reading (
  pool VARCHAR(64) NOT NULL,
  reader VARCHAR(128) NOT NULL,
  hour_at BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  people BIGINT NOT NULL,
  CONSTRAINT saoma_reading_pk PRIMARY KEY (pool, reader, hour_at)
) ${options};
CREATE INDEX saoma_invitation_created ON saoma_invitation (pool, created_at, token_hash);
