-- Times are microseconds since 1970-01-01T00:00:00Z, quantities are units.

-- The counters of one SKU at one center.
CREATE TABLE ${prefix}stock_level (
  sku         varchar(64) COLLATE "C" NOT NULL,
  center      varchar(64) COLLATE "C" NOT NULL,
  on_hand     integer NOT NULL,
  unavailable integer NOT NULL,
  reserved    integer NOT NULL,
  allocated   integer NOT NULL,
  backordered integer NOT NULL,
  PRIMARY KEY (sku, center)
) WITH (fillfactor = 70);

-- Goods on their way, while any of them are.
CREATE TABLE ${prefix}stock_receipt (
  id          varchar(64) COLLATE "C" NOT NULL,
  sku         varchar(64) COLLATE "C" NOT NULL,
  center      varchar(64) COLLATE "C" NOT NULL,
  quantity    integer NOT NULL,
  expected_at bigint NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX ${prefix}stock_receipt_place ON ${prefix}stock_receipt (sku, center);

-- Reservations, for ever: HELD, COMMITTED, CONSUMED, RELEASED or EXPIRED.
CREATE TABLE ${prefix}stock_reservation (
  id         varchar(64) COLLATE "C" NOT NULL,
  owner      varchar(64) COLLATE "C" NOT NULL,
  state      varchar(16) NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX ${prefix}stock_hold ON ${prefix}stock_reservation (expires_at, id) WHERE state = 'HELD';

CREATE TABLE ${prefix}stock_reservation_line (
  reservation varchar(64) COLLATE "C" NOT NULL,
  sku         varchar(64) COLLATE "C" NOT NULL,
  center      varchar(64) COLLATE "C" NOT NULL,
  kept        integer NOT NULL,
  backordered integer NOT NULL,
  shipped     integer NOT NULL,
  PRIMARY KEY (reservation, sku, center)
);

-- What each command was answered, for 30 days at least. The fingerprint tells its content from another.
CREATE TABLE ${prefix}stock_answer (
  command     varchar(64) COLLATE "C" NOT NULL,
  answered_at bigint NOT NULL,
  print_high  bigint NOT NULL,
  print_low   bigint NOT NULL,
  answer      text NOT NULL,
  PRIMARY KEY (command)
);
CREATE INDEX ${prefix}stock_answer_age ON ${prefix}stock_answer (answered_at);

-- Every change of a counter, for ever. Sequences have no gaps and become visible in their order.
CREATE TABLE ${prefix}stock_movement (
  sequence    bigint NOT NULL,
  moved_at    bigint NOT NULL,
  cause       varchar(64) COLLATE "C" NOT NULL,
  kind        varchar(16) NOT NULL,
  sku         varchar(64) COLLATE "C" NOT NULL,
  center      varchar(64) COLLATE "C" NOT NULL,
  on_hand     integer NOT NULL,
  unavailable integer NOT NULL,
  reserved    integer NOT NULL,
  allocated   integer NOT NULL,
  backordered integer NOT NULL,
  PRIMARY KEY (sequence)
);
CREATE UNIQUE INDEX ${prefix}stock_movement_cause ON ${prefix}stock_movement (cause, sku, center);
CREATE UNIQUE INDEX ${prefix}stock_movement_sku ON ${prefix}stock_movement (sku, sequence);

-- One row: the last sequence. Whoever moves it holds it until its movements are visible.
CREATE TABLE ${prefix}stock_ledger (
  last_sequence bigint NOT NULL
) WITH (fillfactor = 70);
INSERT INTO ${prefix}stock_ledger (last_sequence) VALUES (0);

UPDATE ${prefix}schema_version SET version = 2;
