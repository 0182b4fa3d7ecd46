import Testing
import TrefoilIndex

@Suite("Filters")
struct FilterTests {
  private static let documents = [
    FilterDocument(
      "de", title: "Die Bienen",
      #"{"lang": "de", "year": 2020, "tags": ["bees", "honey", 7, true], "draft": false}"#),
    FilterDocument(
      "en", title: "The Bees of 50% % _ Spain",
      #"{"lang": "en", "year": 2019.5, "tags": "bees", "draft": true, "rank": -3}"#),
    FilterDocument(
      "fr", title: "", #"{"lang": "FR", "year": "2020", "tags": [], "author": {"name": "Ève"}}"#),
    FilterDocument(
      "odd", title: "Über Bienen",
      #"{"lang": null, "year": true, "tags": {"a": "bees"}, "author": {"name": null}}"#),
    FilterDocument("none", "{}"),
  ]

  @Test(
    "find what their conditions say, by SQL and without",
    arguments: [
      // Each operator.
      ("lang = 'de'", "de"), ("lang == 'de'", "de"), ("lang = 'DE'", ""),
      ("lang <> 'de'", "en fr"), ("lang != 'de'", "en fr"),
      ("year < 2020", "en"), ("year <= 2020", "de en"), ("year > 2019.5", "de"),
      ("year >= 2019.5", "de en"), ("year >= 2.02e3", "de"), ("year = 2020.0", "de"),
      ("rank = -3", "en"), ("rank < +0", "en"), ("rank>=-3", "en"),
      ("lang > 'de'", "en"), ("lang >= 'FR'", "de en fr"),
      ("year between 2019 and 2020", "de en"), ("year not between 2020 and 2030", "en"),
      ("lang between 'd' and 'dz'", "de"), ("year between 2021 and 2019", ""),
      ("lang in ('de', 'FR')", "de fr"), ("lang not in ('de')", "en fr"),
      ("year in (2020, '2020', true)", "de fr odd"), ("year not in (1)", "de en"),
      ("year in (2019.5, 1)", "en"), ("draft in (true, false)", "de en"),
      ("draft not in (true)", "de"), ("draft not in (true, false)", ""),
      ("year not in (1, 'x', false)", "de en fr odd"),
      ("title like '%bees%'", "en"), ("title like 'DIE %'", "de"),
      ("title like '%b__n%'", "de odd"),
      ("title like 'ü%'", ""), ("title like 'Ü%'", "odd"), ("title like '_ber%'", "odd"),
      ("title like ''", "fr none"), ("title like '%'", "de en fr odd none"),
      ("title like '%\\%'", ""), ("lang not like 'd_'", "en fr"), ("year like '20%'", "fr"),
      ("tags contains 'bees'", "de en"), ("tags contains 7", "de"), ("tags contains 7.0", "de"),
      ("tags contains true", "de"), ("tags contains false", ""), ("tags contains '7'", ""),
      ("tags not contains 'bees'", "fr"), ("tags not contains 'x'", "de en fr"),
      ("year contains 2020", "de"), ("year contains true", "odd"), ("year not contains 1", "de en"),
      ("title contains 'Die Bienen'", "de"), ("title not contains 'Die Bienen'", "en fr odd none"),
      ("lang is null", "odd none"), ("lang is not null", "de en fr"),
      ("title is null", ""), ("title is not null", "de en fr odd none"),
      ("author.name is null", "de en odd none"), ("author.name = 'Ève'", "fr"),
      ("author is not null", "fr odd"), ("author.name.first is null", "de en fr odd none"),
      ("draft = true", "en"), ("draft <> true", "de"), ("draft = false", "de"),
      ("draft != false", "en"),
      // The document's own columns, which are texts.
      ("id = 'de'", "de"), ("id in ('fr', 'none', 'x')", "fr none"),
      ("id <> 'de'", "en fr odd none"),
      ("id = 1", ""), ("id <> 1", ""), ("id in (1, true)", ""), ("not id > 1", "de en fr odd none"),
      ("title contains true", ""), ("title < 'E'", "de fr none"), ("id not like '%e%'", "fr odd"),
      ("metadata = 'x' or document.metadata = 'x'", ""),
      // Values of another kind, and of none.
      ("year = '2020'", "fr"), ("year <> '1'", "fr"), ("year < 'a'", "fr"), ("year = true", "odd"),
      ("tags = 'bees'", "en"), ("tags <> 'x'", "en"), ("tags like '%bees%'", "en"),
      ("author = 'x' or author <> 'x'", ""),
      // What not turns round.
      ("not lang = 'de'", "en fr odd none"), ("not (lang <> 'de')", "de odd none"),
      ("not lang is null", "de en fr"), ("not year > 0", "fr odd none"),
      ("not lang in ('de')", "en fr odd none"), ("not lang not in ('de')", "de odd none"),
      ("not not lang = 'de'", "de"), ("not tags contains 'bees'", "fr odd none"),
      ("not year between 2020 and 2021", "en fr odd none"),
      // What binds more.
      ("lang = 'de' or lang = 'en' and year = 1", "de"),
      ("(lang = 'de' or lang = 'en') and year = 1", ""),
      ("lang = 'en' and year = 1 or lang = 'de'", "de"),
      ("not lang = 'de' and year = 2020", ""),
      ("not (lang = 'de' and year = 2020)", "en fr odd none"),
      ("not lang = 'de' or year = 2020", "de en fr odd none"),
      ("not (lang = 'de' or lang = 'en') and not year = '2020'", "odd none"),
      ("year between 2020 and 2020 and lang = 'de'", "de"),
      // Spaces, capitals and parentheses.
      ("LANG = 'de'", ""), ("lang\u{a0}=\n'de'\tAND((NOT(year<2020)))", "de"),
      ("lang IN('de','en')AnD tags CONTAINS'bees'", "de en"), ("author . name Is Not NULL", "fr"),
      ("\"lang\" = 'de'", "de"), ("\"author\".\"name\" = 'Ève'", "fr"),
    ])
  func condition(filter: String, expected: String) throws {
    #expect(
      try wanted(filter, among: Self.documents) == expected.split(separator: " ").map(String.init))
  }

  @Test("are equal where they are written alike, byte by byte, and say how they are written")
  func equality() throws {
    let filter = try Filter("lang  = 'é'")
    #expect(filter == (try Filter("lang  = 'é'")))
    #expect(filter != (try Filter("lang = 'é'")))
    #expect(filter != (try Filter("lang  = 'e\u{301}'")))
    #expect("\(filter)" == "lang  = 'é'")
  }

  @Test("take the SQL of a field from whoever has an index of it")
  func seam() throws {
    let (text, arguments) = try Filter("year = 2020 and lang = 'de'").sql { field in
      field == FieldPath(["year"])
        ? FieldSQL(type: "documents.year_type", value: "documents.year") : FieldSQL.of(field)
    }
    #expect(text.contains("documents.year = ?") && text.contains("json_extract"))
    #expect(arguments.count == 4)
  }
}
