import SystemPackage
import Testing
import TrefoilFiles

@Suite("Commands that errors name")
struct ShellWordTests {
  @Test(
    "quote what a shell would not take as it stands",
    arguments: [
      ("", "''"), ("corpus-1.jsonl", "corpus-1.jsonl"), ("münchen/ä.gz", "münchen/ä.gz"),
      ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("$HOME", "'$HOME'"), ("a;b", "'a;b'"),
    ])
  func quoted(word: String, expected: String) {
    #expect(ShellWord.quoted(word) == expected)
  }

  @Test(
    "name the file that is meant, whatever its name",
    arguments: [
      (ForeignFormat.gzip, "my corpus.gz", "gzip -dc 'my corpus.gz'"),
      (.zstd, "-x.zst", "zstd -dc ./-x.zst"), (.zip, "a'b.zip", #"unzip -p 'a'\''b.zip'"#),
      (.parquet, "my corpus.parquet", #"duckdb -jsonlines -c "from 'my corpus.parquet'""#),
      (.parquet, "a'$b.parquet", #"duckdb -jsonlines -c "from 'a''\$b.parquet'""#),
    ])
  func commands(format: ForeignFormat, path: String, expected: String) {
    #expect(format.command(path) == expected)
    let error = FileError.foreign(path: FilePath(path), format)
    #expect(error.description.contains("\(expected) | trefoil"))
  }
}
