package io.nerest.detector.weights;

import io.nerest.detector.pickle.Pickled;
import io.nerest.detector.pickle.Pickled.Dictionary;
import io.nerest.detector.pickle.Pickled.Instance;
import io.nerest.detector.pickle.Pickled.Int;
import io.nerest.detector.pickle.Pickled.Sequence;
import io.nerest.detector.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Metadata of a pickled checkpoint under the keys of {@link WeightsMetadata}. */
final class PickledMetadata {
    private static final int MAX_CLASSES = 100_000;

    private PickledMetadata() {}

    static Map<String, String> of(Dictionary checkpoint) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : List.of(
                WeightsMetadata.ARCHITECTURE,
                WeightsMetadata.DEFINITION,
                WeightsMetadata.VERSION,
                WeightsMetadata.DATE,
                WeightsMetadata.EPOCH,
                WeightsMetadata.IMGSZ,
                WeightsMetadata.WITHOUT_ACTIVATION)) {
            scalar(checkpoint.get(key)).ifPresent(text -> metadata.put(key, text));
        }
        if (checkpoint.get("train_args").orElse(null) instanceof Dictionary arguments) {
            scalar(arguments.get(WeightsMetadata.IMGSZ)).ifPresent(text -> metadata.put(WeightsMetadata.IMGSZ, text));
        }
        checkpoint
                .get(WeightsMetadata.NAMES)
                .flatMap(PickledMetadata::names)
                .ifPresent(names -> metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(names)));
        return metadata;
    }

    static Map<String, String> of(Dictionary checkpoint, Instance model) {
        Map<String, String> metadata = new LinkedHashMap<>(of(checkpoint));
        model.attribute("names")
                .flatMap(PickledMetadata::names)
                .ifPresent(names -> metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(names)));
        if (model.attribute("yaml").orElse(null) instanceof Dictionary yaml) {
            scalar(yaml.get("yaml_file"))
                    .ifPresent(file -> metadata.put(
                            WeightsMetadata.ARCHITECTURE,
                            file.replaceFirst(".*/", "").replaceFirst("\\.ya?ml$", "")));
        }
        return metadata;
    }

    /** A dictionary by class id, or a list. */
    private static Optional<List<String>> names(Pickled names) {
        List<String> found = new ArrayList<>();
        if (names instanceof Dictionary byId) {
            for (long id = 0; id < Math.min(byId.entries().size(), MAX_CLASSES); id++) {
                if (!(byId.entries().get(new Int(id)) instanceof Text name)) {
                    return Optional.empty();
                }
                found.add(name.value());
            }
        } else if (names instanceof Sequence list && list.items().size() <= MAX_CLASSES) {
            for (Pickled item : list.items()) {
                if (!(item instanceof Text name)) {
                    return Optional.empty();
                }
                found.add(name.value());
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Optional<String> scalar(Optional<Pickled> value) {
        if (value.orElse(null) instanceof Text text) {
            return Optional.of(text.value());
        }
        if (value.orElse(null) instanceof Int whole) {
            return Optional.of(Long.toString(whole.value()));
        }
        return Optional.empty();
    }
}
