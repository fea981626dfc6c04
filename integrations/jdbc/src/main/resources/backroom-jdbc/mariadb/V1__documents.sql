-- The version of these tables. A release refuses those of a newer one.
CREATE TABLE ${prefix}schema_version (
  version integer NOT NULL
) ENGINE = InnoDB;

-- Versioned JSON documents. Entries: name=value for each index entry, each ended by the byte FF.
CREATE TABLE ${prefix}document (
  doc_type   varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  doc_key    varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version    bigint NOT NULL,
  written_by varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body       longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  entries    longblob NOT NULL,
  PRIMARY KEY (doc_type, doc_key)
) ENGINE = InnoDB;

-- Where documents are found. Values are bytes that sort as the contract says (CESU-8).
CREATE TABLE ${prefix}document_index (
  doc_type    varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  index_name  varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  index_value varbinary(600) NOT NULL,
  doc_key     varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (doc_type, index_name, index_value, doc_key)
) ENGINE = InnoDB;

INSERT INTO ${prefix}schema_version (version) VALUES (1);
