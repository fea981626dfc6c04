-- Who decides on stock alone: nobody while there is no node. Who begins raises the epoch, which keeps out who was before.
CREATE TABLE ${prefix}stock_owner (
  shard         varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch         bigint NOT NULL,
  node          varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ends_at       bigint NOT NULL,
  folded_record bigint NOT NULL,
  PRIMARY KEY (shard)
) ENGINE = InnoDB;
INSERT INTO ${prefix}stock_owner (shard, epoch, node, ends_at, folded_record) VALUES ('all', 0, '', 0, 0);

-- What the owner did that is not in the other tables yet.
CREATE TABLE ${prefix}stock_journal (
  shard      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record     bigint NOT NULL,
  epoch      bigint NOT NULL,
  written_at bigint NOT NULL,
  payload    longblob NOT NULL,
  PRIMARY KEY (shard, record)
) ENGINE = InnoDB;

-- Whether stock has an owner, 0 or 1, in the row that everybody locks who shares it.
ALTER TABLE ${prefix}stock_ledger ADD COLUMN owned integer DEFAULT 0 NOT NULL;

UPDATE ${prefix}schema_version SET version = 3;
