-- Plain SQL on purpose: VARCHAR, BIGINT, INTEGER and ordinary indexes, so that DM, Kingbase and openGauss have a chance.
-- Times are milliseconds since 1970. ${options} is empty but on MySQL and MariaDB, where ids must not be compared
-- without regard to case.

CREATE TABLE saoma_pool (
  pool VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  audit_seq BIGINT NOT NULL,
  audit_head VARCHAR(64) NOT NULL,
  CONSTRAINT saoma_pool_pk PRIMARY KEY (pool)
) ${options};

CREATE TABLE saoma_person (
  pool VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  wechat_name VARCHAR(255),
  display_name VARCHAR(255),
  search_name VARCHAR(255),
  picture VARCHAR(1024),
  state VARCHAR(16) NOT NULL,
  state_why VARCHAR(255),
  waiting_code VARCHAR(16),
  waiting_at BIGINT,
  waiting_from VARCHAR(64),
  merged_into VARCHAR(255),
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  sign_ins BIGINT NOT NULL,
  ended_before BIGINT NOT NULL,
  note VARCHAR(1024),
  version BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT saoma_person_pk PRIMARY KEY (pool, subject)
) ${options};
CREATE INDEX saoma_person_state ON saoma_person (pool, state, last_at, subject);
CREATE INDEX saoma_person_last ON saoma_person (pool, last_at, subject);
CREATE INDEX saoma_person_name ON saoma_person (pool, search_name, subject);
CREATE INDEX saoma_person_revision ON saoma_person (pool, revision);
CREATE INDEX saoma_person_waiting ON saoma_person (pool, waiting_code);

CREATE TABLE saoma_identity (
  pool VARCHAR(64) NOT NULL,
  app_id VARCHAR(64) NOT NULL,
  openid VARCHAR(128) NOT NULL,
  unionid VARCHAR(128),
  subject VARCHAR(255) NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  CONSTRAINT saoma_identity_pk PRIMARY KEY (pool, app_id, openid)
) ${options};
CREATE INDEX saoma_identity_unionid ON saoma_identity (pool, unionid);
CREATE INDEX saoma_identity_subject ON saoma_identity (pool, subject);

CREATE TABLE saoma_person_role (
  pool VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  role_name VARCHAR(255) NOT NULL,
  CONSTRAINT saoma_person_role_pk PRIMARY KEY (pool, subject, client_id, role_name)
) ${options};
CREATE INDEX saoma_person_role_name ON saoma_person_role (pool, role_name, subject);

CREATE TABLE saoma_person_attribute (
  pool VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  attribute_name VARCHAR(64) NOT NULL,
  attribute_value VARCHAR(255) NOT NULL,
  CONSTRAINT saoma_person_attribute_pk PRIMARY KEY (pool, subject, attribute_name)
) ${options};

CREATE TABLE saoma_person_application (
  pool VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  sign_ins BIGINT NOT NULL,
  CONSTRAINT saoma_person_application_pk PRIMARY KEY (pool, subject, client_id)
) ${options};
CREATE INDEX saoma_person_application_client ON saoma_person_application (pool, client_id, last_at, subject);

CREATE TABLE saoma_page_session (
  pool VARCHAR(64) NOT NULL,
  sid VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  begun_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by VARCHAR(32),
  sign_in_method VARCHAR(32) NOT NULL,
  ip VARCHAR(64),
  agent VARCHAR(200),
  CONSTRAINT saoma_page_session_pk PRIMARY KEY (pool, sid)
) ${options};
CREATE INDEX saoma_page_session_subject ON saoma_page_session (pool, subject, begun_at);
CREATE INDEX saoma_page_session_seen ON saoma_page_session (pool, seen_at);

CREATE TABLE saoma_sign_in (
  pool VARCHAR(64) NOT NULL,
  id VARCHAR(40) NOT NULL,
  happened_at BIGINT NOT NULL,
  subject VARCHAR(255),
  client_id VARCHAR(64) NOT NULL,
  sign_in_method VARCHAR(32) NOT NULL,
  outcome VARCHAR(32) NOT NULL,
  reason VARCHAR(64),
  error_id VARCHAR(32),
  ip VARCHAR(64),
  agent VARCHAR(200),
  CONSTRAINT saoma_sign_in_pk PRIMARY KEY (pool, id)
) ${options};
CREATE INDEX saoma_sign_in_time ON saoma_sign_in (pool, happened_at, id);
CREATE INDEX saoma_sign_in_subject ON saoma_sign_in (pool, subject, happened_at);

CREATE TABLE saoma_invitation (
  pool VARCHAR(64) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,
  roles VARCHAR(1024) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  used_by VARCHAR(255),
  note VARCHAR(255),
  CONSTRAINT saoma_invitation_pk PRIMARY KEY (pool, token_hash)
) ${options};

CREATE TABLE saoma_outbox (
  pool VARCHAR(64) NOT NULL,
  id VARCHAR(40) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  state VARCHAR(16) NOT NULL,
  last_error VARCHAR(255),
  CONSTRAINT saoma_outbox_pk PRIMARY KEY (pool, id)
) ${options};
CREATE INDEX saoma_outbox_due ON saoma_outbox (pool, state, next_at);

-- Of a person who was blocked and erased: a keyed fingerprint of each id, so that erasing is no way back in.
CREATE TABLE saoma_barred (
  pool VARCHAR(64) NOT NULL,
  fingerprint VARCHAR(64) NOT NULL,
  barred_at BIGINT NOT NULL,
  CONSTRAINT saoma_barred_pk PRIMARY KEY (pool, fingerprint)
) ${options};

-- The chained row holds nothing personal. What is personal stands in saoma_audit_detail behind a salted commitment, and
-- erasing a person deletes text and salt there; the chain still verifies.
CREATE TABLE saoma_audit (
  pool VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  actor VARCHAR(128) NOT NULL,
  duty VARCHAR(32) NOT NULL,
  action VARCHAR(64) NOT NULL,
  commitments VARCHAR(400) NOT NULL,
  prev VARCHAR(64) NOT NULL,
  mac VARCHAR(64) NOT NULL,
  CONSTRAINT saoma_audit_pk PRIMARY KEY (pool, seq)
) ${options};
CREATE INDEX saoma_audit_time ON saoma_audit (pool, happened_at);

CREATE TABLE saoma_audit_detail (
  pool VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  part INTEGER NOT NULL,
  subject VARCHAR(255),
  salt VARCHAR(64) NOT NULL,
  content VARCHAR(4000) NOT NULL,
  CONSTRAINT saoma_audit_detail_pk PRIMARY KEY (pool, seq, part)
) ${options};
CREATE INDEX saoma_audit_detail_subject ON saoma_audit_detail (pool, subject);
