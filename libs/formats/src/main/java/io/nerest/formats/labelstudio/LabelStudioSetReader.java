package io.nerest.formats.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationJson;
import io.nerest.formats.parse.AnnotationXml;
import io.nerest.formats.parse.SplitFiles;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Label Studio's JSON export: an array of tasks whose rectangles are in percent of the image. Of several annotations
 * of a task the last that was not cancelled counts; a task without an annotation has the boxes of its prediction, and is left out
 * if it has neither. Rotated rectangles and polygons are replaced by the upright rectangles around them; an image with another
 * shape is rejected.
 */
public final class LabelStudioSetReader implements AnnotationReader {
    /** Label Studio puts eight hexadecimal digits before the name of an uploaded file. */
    private static final Pattern UPLOADED = Pattern.compile("[0-9a-f]{8}-(?<name>.+)");

    private static final Pattern LABEL = Pattern.compile(".*/(Rectangle|Polygon)?Labels/Label");

    private static final String CONFIGURATION = "label_config.xml";

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = Files.isDirectory(source) ? source : SplitFiles.folder(source);
        classes(folder.resolve(CONFIGURATION), set);
        for (Map.Entry<Path, Split> file : SplitFiles.of(source, ".json").entrySet()) {
            try (AnnotationJson json =
                    AnnotationJson.open(file.getKey(), set.limits().fileBytes())) {
                if (!json.isArray()) {
                    throw json.problem("Label Studio's export is an array of tasks");
                }
                json.entries(
                        (index, task) -> task(index, task, file.getKey(), folder, file.getValue(), imageFolders, set));
            }
        }
    }

    private static void classes(Path configuration, SetBuilder set) throws IOException {
        if (!Files.isRegularFile(configuration)) {
            return;
        }
        try (AnnotationXml xml = AnnotationXml.open(configuration, set.limits().fileBytes())) {
            xml.read(new AnnotationXml.Elements() {
                @Override
                public void start(String path, AnnotationXml.Attributes attributes) {
                    String value = attributes.get("value");
                    if (LABEL.matcher(path).matches() && value != null) {
                        set.addClass(value);
                    }
                }

                @Override
                public void end(String path, String text) {
                    // labels have no text
                }
            });
        }
    }

    private static void task(
            int index, JsonNode task, Path file, Path folder, Split ofFile, List<Path> imageFolders, SetBuilder set)
            throws IOException {
        // The short export (JSON-MIN) has the fields of the data and the labels side by side.
        JsonNode data = task.has("data") ? task.path("data") : task;
        String url = url(data);
        if (url.isEmpty()) {
            set.report().rejected(file.toString(), "task " + index + ": its data names no image");
            return;
        }
        JsonNode chosen = chosen(task);
        Split own = Split.of(data.path("split").asText(""));
        Split split = own == Split.NONE ? ofFile : own;
        ImageFinder finder = ImageFinder.around(folder, split, imageFolders);
        String name =
                data.path("file_name").isTextual() ? data.path("file_name").asText() : name(url, finder);
        Optional<Path> image = finder.find(name);
        if (!isAnnotated(task, chosen)) {
            set.report().repaired(file.toString(), "image '" + name + "': nobody has annotated its task; left out");
            return;
        }
        Optional<ImageHeader> header = image.flatMap(ImageFinder::header);
        JsonNode first = task.has("data")
                ? chosen.path("result").path(0)
                : shortLabels(task).path(0);
        ImageDraft draft = set.image(
                file.toString(),
                name,
                split,
                header.map(ImageHeader::width).orElse(pixels(first, data, "width")),
                header.map(ImageHeader::height).orElse(pixels(first, data, "height")),
                image);
        LabelStudioShapes shapes = new LabelStudioShapes(draft);
        shapes.addAll(chosen.path("result"), chosen.path("nerest_predicted").asBoolean());
        if (!task.has("data")) {
            for (JsonNode field : task) {
                if (LabelStudioShapes.isShort(field)) {
                    shapes.addShort(field);
                }
            }
        }
        draft.finish();
    }

    /**
     * Whether a task has an annotation or a prediction. One with an empty result says that the image has no object; a task
     * without one says nothing. A short export names the person or the annotation.
     */
    private static boolean isAnnotated(JsonNode task, JsonNode chosen) {
        return task.has("data")
                ? chosen.isObject()
                : task.has("annotator")
                        || task.has("annotation_id")
                        || !shortLabels(task).isMissingNode();
    }

    /** The shapes of a short export: the first array whose elements have labels. */
    private static JsonNode shortLabels(JsonNode task) {
        for (JsonNode field : task) {
            if (LabelStudioShapes.isShort(field)) {
                return field;
            }
        }
        return MissingNode.getInstance();
    }

    private static int pixels(JsonNode result, JsonNode data, String side) {
        int original = result.path("original_" + side).asInt(0);
        int pixels = original > 0 ? original : data.path(side).asInt(0);
        return pixels > 0 && pixels <= 1_000_000 ? pixels : 0;
    }

    /** The address of the image: the field {@code image}, or the first text of the data. */
    private static String url(JsonNode data) {
        if (data.path("image").isTextual()) {
            return data.path("image").asText();
        }
        for (Iterator<JsonNode> fields = data.elements(); fields.hasNext(); ) {
            JsonNode field = fields.next();
            if (field.isTextual()) {
                return field.asText();
            }
        }
        return "";
    }

    /** The last annotation that was not cancelled, or else the first prediction. */
    private static JsonNode chosen(JsonNode task) {
        JsonNode annotations = task.has("annotations") ? task.path("annotations") : task.path("completions");
        for (int i = annotations.size() - 1; i >= 0; i--) {
            if (!annotations.path(i).path("was_cancelled").asBoolean()) {
                return annotations.path(i);
            }
        }
        JsonNode prediction = task.path("predictions").path(0);
        if (prediction instanceof ObjectNode object) {
            object.put("nerest_predicted", true);
        }
        return prediction;
    }

    /** The name of the image behind an address of Label Studio: an upload, a local file, or another URL. */
    private static String name(String url, ImageFinder finder) {
        String path = url;
        int local = url.indexOf("?d=");
        if (local >= 0) {
            path = decoded(url.substring(local + 3));
        } else if (url.contains("://") || url.startsWith("/")) {
            path = decoded(url.replaceFirst("[?#].*$", ""));
            path = path.substring(path.lastIndexOf('/') + 1);
        }
        if (finder.find(path).isPresent()) {
            return path;
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        var uploaded = UPLOADED.matcher(last);
        if (uploaded.matches()) {
            return uploaded.group("name");
        }
        return finder.find(last).isPresent() ? last : path;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
