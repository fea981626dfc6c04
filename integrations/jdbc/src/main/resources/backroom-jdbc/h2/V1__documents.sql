-- The version of these tables. A release refuses those of a newer one.
CREATE TABLE ${prefix}schema_version (
  version integer NOT NULL
);

-- Versioned JSON documents. Entries: name=value for each index entry, each ended by the byte FF.
CREATE TABLE ${prefix}document (
  doc_type   varchar(64) NOT NULL,
  doc_key    varchar(64) NOT NULL,
  version    bigint NOT NULL,
  written_by varchar(64) NOT NULL,
  body       character large object NOT NULL,
  entries    varbinary(1000000) NOT NULL,
  PRIMARY KEY (doc_type, doc_key)
);

-- Where documents are found. Values are bytes that sort as the contract says (CESU-8).
CREATE TABLE ${prefix}document_index (
  doc_type    varchar(64) NOT NULL,
  index_name  varchar(64) NOT NULL,
  index_value varbinary(600) NOT NULL,
  doc_key     varchar(64) NOT NULL,
  PRIMARY KEY (doc_type, index_name, index_value, doc_key)
);

INSERT INTO ${prefix}schema_version (version) VALUES (1);
