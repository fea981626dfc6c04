-- Times are microseconds since 1970-01-01T00:00:00Z, quantities are units.

-- The counters of one SKU at one center.
CREATE TABLE ${prefix}stock_level (
  sku         varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  center      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  on_hand     integer NOT NULL,
  unavailable integer NOT NULL,
  reserved    integer NOT NULL,
  allocated   integer NOT NULL,
  backordered integer NOT NULL,
  PRIMARY KEY (sku, center)
) ENGINE = InnoDB;

-- Goods on their way, while any of them are.
CREATE TABLE ${prefix}stock_receipt (
  id          varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sku         varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  center      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity    integer NOT NULL,
  expected_at bigint NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;
CREATE INDEX ${prefix}stock_receipt_place ON ${prefix}stock_receipt (sku, center);

-- Reservations, for ever: HELD, COMMITTED, CONSUMED, RELEASED or EXPIRED.
CREATE TABLE ${prefix}stock_reservation (
  id         varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state      varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;
CREATE INDEX ${prefix}stock_hold ON ${prefix}stock_reservation (state, expires_at, id);

CREATE TABLE ${prefix}stock_reservation_line (
  reservation varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sku         varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  center      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kept        integer NOT NULL,
  backordered integer NOT NULL,
  shipped     integer NOT NULL,
  PRIMARY KEY (reservation, sku, center)
) ENGINE = InnoDB;

-- What each command was answered, for 30 days at least. The fingerprint tells its content from another.
CREATE TABLE ${prefix}stock_answer (
  command     varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answered_at bigint NOT NULL,
  print_high  bigint NOT NULL,
  print_low   bigint NOT NULL,
  answer      mediumtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (command)
) ENGINE = InnoDB;
CREATE INDEX ${prefix}stock_answer_age ON ${prefix}stock_answer (answered_at);

-- Every change of a counter, for ever. Sequences have no gaps and become visible in their order.
CREATE TABLE ${prefix}stock_movement (
  sequence    bigint NOT NULL,
  moved_at    bigint NOT NULL,
  cause       varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind        varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sku         varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  center      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  on_hand     integer NOT NULL,
  unavailable integer NOT NULL,
  reserved    integer NOT NULL,
  allocated   integer NOT NULL,
  backordered integer NOT NULL,
  PRIMARY KEY (sequence)
) ENGINE = InnoDB;
CREATE UNIQUE INDEX ${prefix}stock_movement_cause ON ${prefix}stock_movement (cause, sku, center);
CREATE UNIQUE INDEX ${prefix}stock_movement_sku ON ${prefix}stock_movement (sku, sequence);

-- One row: the last sequence. Whoever moves it holds it until its movements are visible.
CREATE TABLE ${prefix}stock_ledger (
  last_sequence bigint NOT NULL
) ENGINE = InnoDB;
INSERT INTO ${prefix}stock_ledger (last_sequence) VALUES (0);

UPDATE ${prefix}schema_version SET version = 2;
