package io.nerest.ingest.annotation;

import io.nerest.formats.AnnotationFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an annotation file is imported.
 *
 * @param format of the file; empty to recognise it by its content
 * @param stream whose frames the images are; null if the images' names contain the ids of frames
 * @param author of the labels
 * @param mayAddFrames whether images that are no frames yet may become frames
 * @param skipRejected whether rejected images are left out; otherwise one of them ends the import, and nothing is stored
 * @param classNames new names of classes by old name; {@code *} for all others
 * @param ignored classes whose boxes are left out
 */
record ImportRules(
        Optional<AnnotationFormat> format,
        @Nullable String stream,
        String author,
        boolean mayAddFrames,
        boolean skipRejected,
        Map<String, String> classNames,
        Set<String> ignored) {}
