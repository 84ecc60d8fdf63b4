PRAGMA application_id = 0x5A504C47;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE chain (n INTEGER PRIMARY KEY, link BLOB NOT NULL);
INSERT INTO "chain" VALUES(1,X'B6146EF2707E97CB08519002089DA47FAE986E4E5AB10F66AE2F5632273E7C88');
INSERT INTO "chain" VALUES(2,X'3905F78ABC33C693A83640CD71881080AE318C2F7236D2B97F7C150BA5064706');
INSERT INTO "chain" VALUES(3,X'BC9FD80D4639449E75D51E43502F52F8064E5D5AC37F530C3259778D156B12E0');
INSERT INTO "chain" VALUES(4,X'36BD9D27DFADE3AC8B94879B163DF7A8E81FECFB6485F344C5CEFCD471C49F43');
INSERT INTO "chain" VALUES(5,X'E849CD07AB3E863DBF21266D36D574CCE9E1FF055114D5410AD95C59D8BC0F73');
CREATE TABLE editions (
  n INTEGER PRIMARY KEY, project TEXT NOT NULL, edition TEXT NOT NULL, count INTEGER NOT NULL,
  digest TEXT NOT NULL, upto INTEGER NOT NULL, run INTEGER NOT NULL, UNIQUE (project, edition));
INSERT INTO "editions" VALUES(5,'p1','e1',2,'58a3ffaf59fab0e9161a78a727633f4d48e949ce5c51f75884d51e1f53c5d263',3,1);
CREATE TABLE entries (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project TEXT NOT NULL, body TEXT NOT NULL,
  frozen TEXT NOT NULL, run INTEGER NOT NULL);
INSERT INTO "entries" VALUES(2,'5e6f654293590479641c3ff69a8423a6','p1','{"at":"2026-03-01","by":"复核人甲","called":["产出指标","数量指标","发放白皮书的党政机关数量"],"ground":"计算更正","kind":"ruling","note":"按69家计算","project":"p1","role":"evaluator","round":"初评","row":"r1","saw":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","score":"26.54","stage":1}','{"engine":"1","rows":[{"high":"26.54","low":"26.54","row":"r1","rule":"26.54","score":"26.54"}],"set":"national/2020-project","set_digest":"dddddddddddddddddddddddddddddddd"}',1);
INSERT INTO "entries" VALUES(3,'25213bb65a4aa7fdd0aeb9e0ed22a761','p1','{"at":"2026-03-01","by":"复核人甲","called":["产出指标","数量指标","发放白皮书的党政机关数量"],"ground":"计算更正","kind":"ruling","note":"按69家计算","project":"p1","role":"evaluator","round":"初评","row":"r2","saw":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","score":"26.54","stage":1}','',1);
CREATE TABLE runs (
  n INTEGER PRIMARY KEY, run INTEGER NOT NULL UNIQUE, began TEXT NOT NULL, user TEXT NOT NULL,
  computer TEXT NOT NULL, program TEXT NOT NULL, about TEXT NOT NULL);
INSERT INTO "runs" VALUES(1,1,'2026-03-01T09:30:00+08:00','复核人甲','PC-01','0.1.0','review 收到的表');
CREATE TABLE seen (
  n INTEGER PRIMARY KEY, entry TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL,
  run INTEGER NOT NULL, UNIQUE (entry, file, at));
INSERT INTO "seen" VALUES(4,'5e6f654293590479641c3ff69a8423a6','甲-复核表.xlsx','复核表!H7',1);
CREATE INDEX entries_of_project ON entries (project, n);
CREATE TRIGGER chain_goes_on BEFORE INSERT ON chain
  WHEN NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM chain)
  BEGIN SELECT RAISE(ABORT, 'the chain goes on at its end alone'); END;
CREATE TRIGGER entries_stay BEFORE INSERT ON entries
  WHEN EXISTS (SELECT 1 FROM entries WHERE n = NEW.n OR id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'an entry is never replaced'); END;
CREATE TRIGGER runs_stay BEFORE INSERT ON runs
  WHEN EXISTS (SELECT 1 FROM runs WHERE n = NEW.n OR run = NEW.run)
  BEGIN SELECT RAISE(ABORT, 'a run is never replaced'); END;
CREATE TRIGGER seen_stay BEFORE INSERT ON seen
  WHEN EXISTS (SELECT 1 FROM seen WHERE n = NEW.n)
  BEGIN SELECT RAISE(ABORT, 'a place is never replaced'); END;
CREATE TRIGGER editions_stay BEFORE INSERT ON editions
  WHEN EXISTS (SELECT 1 FROM editions WHERE n = NEW.n)
  BEGIN SELECT RAISE(ABORT, 'an edition is never replaced'); END;
CREATE TRIGGER chain_no_update BEFORE UPDATE ON chain BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER runs_no_update BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER seen_no_update BEFORE UPDATE ON seen BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER seen_no_delete BEFORE DELETE ON seen BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER editions_no_update BEFORE UPDATE ON editions BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
CREATE TRIGGER editions_no_delete BEFORE DELETE ON editions BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;
COMMIT;
