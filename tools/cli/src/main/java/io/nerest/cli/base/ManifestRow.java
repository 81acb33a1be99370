package io.nerest.cli.base;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One image in {@code manifest.csv}.
 *
 * @param file name in {@code images}
 * @param split {@code train} or {@code val}
 * @param kind {@code image}, or {@code composite} of several
 * @param source a {@link BaseSource}'s name, or {@code composite}
 * @param clip clip within the source; of a composite that of its background
 * @param boxes number of fish
 * @param repository of the source; empty for a composite, as the commit is
 * @param commit of the repository
 * @param path of the source image below the source's folder; of a composite its background and the images of its cut-outs, with
 *     {@code " | "} between them: files in {@code images}, files of other data sets with their folder, or {@code median of CLIP}
 * @param sha256 of the source image, or of the composite
 * @param licence of the source; a composite has those of the images that it was made of
 */
@JsonPropertyOrder({
    "file",
    "split",
    "kind",
    "source",
    "clip",
    "boxes",
    "repository",
    "commit",
    "path",
    "sha256",
    "licence"
})
record ManifestRow(
        String file,
        String split,
        String kind,
        String source,
        String clip,
        int boxes,
        String repository,
        String commit,
        String path,
        String sha256,
        String licence) {}
