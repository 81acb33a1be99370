package io.nerest.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@link ModelPublished} that its signature covers: every field except the signature. Each field is a line
 * {@code name=length:value}, where the length in characters makes it impossible to move text from one field to another.
 */
final class SignedModelText {
    /** The first line; a later form of the text has another one. */
    private static final String FORM = "nerest model 2";

    private final StringBuilder text = new StringBuilder(FORM).append('\n');

    private SignedModelText() {}

    static byte[] of(ModelPublished model) {
        SignedModelText signed = new SignedModelText();
        signed.add("modelId", model.modelId());
        signed.add("status", model.status());
        signed.add("reason", model.reason());
        signed.add("weights", model.weights());
        signed.add("sha256", model.sha256());
        signed.add("architecture", model.architecture());
        signed.add("classes", model.classNames().size());
        model.classNames().forEach(name -> signed.add("class", name));
        signed.add("imgsz", model.imgsz());
        signed.add("publishedAt", model.publishedAt());
        signed.addIfPresent("importedFrom", model.importedFrom());
        signed.add(model.metrics());
        signed.add(model.training());
        return signed.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void add(@Nullable Metrics metrics) {
        if (metrics != null) {
            add("mAP50", metrics.map50());
            add("mAP50-95", metrics.map5095());
            add("precision", metrics.precision());
            add("recall", metrics.recall());
            addIfPresent("streamMAP50", metrics.streamMap50());
            addIfPresent("streamMAP50-95", metrics.streamMap5095());
        }
    }

    private void add(ModelPublished.@Nullable Training training) {
        if (training == null) {
            return;
        }
        add("trainingId", training.trainingId());
        add("campaignId", training.campaignId());
        add("round", training.round());
        add("baseModelId", training.baseModelId());
        add("snapshot", training.snapshot());
        add("snapshotSha256", training.snapshotSha256());
        for (Map.Entry<String, String> argument : new TreeMap<>(training.arguments()).entrySet()) {
            add("argument " + argument.getKey(), argument.getValue());
        }
        add("humanLabels", training.humanLabels());
        add("pseudoLabels", training.pseudoLabels());
        add("epochs", training.epochs());
        add("seconds", training.seconds());
        training.notes().forEach(note -> add("note", note));
    }

    private void add(String name, ObjectRef object) {
        add(name + ".bucket", object.bucket());
        add(name + ".key", object.key());
        add(name + ".etag", object.etag());
        add(name + ".size", object.size());
    }

    private void addIfPresent(String name, @Nullable Object value) {
        if (value != null) {
            add(name, value);
        }
    }

    private void add(String name, Object value) {
        String shown = value.toString();
        text.append(name)
                .append('=')
                .append(shown.length())
                .append(':')
                .append(shown)
                .append('\n');
    }
}
