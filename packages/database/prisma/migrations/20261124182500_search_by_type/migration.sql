-- A search in order by type goes from type to type: with the type in its index, one without a hit is left at once.
DROP INDEX "StoredFile_search_idx";
CREATE INDEX "StoredFile_search_idx" ON "StoredFile"
    USING gin ("userId", "mimeType", ("fileNameKey" || E'\n' || "tagText" || E'\n' || "audioText") gin_trgm_ops);
