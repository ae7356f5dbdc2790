"""The whole dialogue as open files and back: `intersession export` and `import`.

    holdings   which tables an archive holds, which it leaves out and why
    rows       a row of a table as a line of JSON, and back
    folder     the folder: manifest, digests, what is said when something does not fit
    writing    from one consistent view of the database into a folder
    checking   a folder against its manifest, before anything is read from it
    reading    from a folder into an empty database, whole or not at all

docs/archive.md describes the format for other programs.
"""
