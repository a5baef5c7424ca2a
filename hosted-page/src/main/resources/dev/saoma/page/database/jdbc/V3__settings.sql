-- Settings that administrators make in the console. What stands in the settings file is never here. Of client secrets only
-- digests are kept.

CREATE TABLE saoma_setting_revision (
  pool VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT saoma_setting_revision_pk PRIMARY KEY (pool)
) ${options};

CREATE TABLE saoma_setting_object (
  pool VARCHAR(64) NOT NULL,
  object_kind VARCHAR(32) NOT NULL,
  object_name VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by VARCHAR(128) NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by VARCHAR(128) NOT NULL,
  CONSTRAINT saoma_setting_object_pk PRIMARY KEY (pool, object_kind, object_name)
) ${options};

CREATE TABLE saoma_setting_value (
  pool VARCHAR(64) NOT NULL,
  object_kind VARCHAR(32) NOT NULL,
  object_name VARCHAR(64) NOT NULL,
  setting_name VARCHAR(64) NOT NULL,
  part INTEGER NOT NULL,
  content VARCHAR(4000) NOT NULL,
  CONSTRAINT saoma_setting_value_pk PRIMARY KEY (pool, object_kind, object_name, setting_name, part)
) ${options};

CREATE TABLE saoma_client_secret (
  pool VARCHAR(64) NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  secret_id VARCHAR(16) NOT NULL,
  secret_hash VARCHAR(64) NOT NULL,
  added_at BIGINT NOT NULL,
  added_by VARCHAR(128) NOT NULL,
  ends_at BIGINT,
  last_at BIGINT,
  CONSTRAINT saoma_client_secret_pk PRIMARY KEY (pool, client_id, secret_id)
) ${options};
