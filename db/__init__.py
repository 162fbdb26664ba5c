"""The desk's memory: tables, queries and nothing else. One module of queries per aggregate."""
