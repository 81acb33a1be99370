package io.nerest.simulator.oracle;

import io.nerest.simulator.dataset.DatasetFrame;
import io.nerest.simulator.dataset.DatasetPlanException;
import io.nerest.simulator.dataset.Label;
import io.nerest.simulator.dataset.YoloDataset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps a data set's labels to itself and gives them out a frame at a time, so that a pool of labelled real frames can be
 * played as a stream of unlabelled ones. Frames are known by {@link DatasetFrame#name}.
 */
public final class DatasetOracle implements Oracle {
    private final String author;
    private final Noise noise;
    private final YoloDataset dataset;
    private final Map<String, DatasetFrame> frames = new HashMap<>();

    /**
     * Reads the data set.
     *
     * @param file its {@code data.yaml}
     * @throws DatasetPlanException where it cannot be read, or two of its pictures have one name
     */
    public static DatasetOracle read(Path file, String author, Noise noise) {
        return new DatasetOracle(YoloDataset.read(file), author, noise);
    }

    private DatasetOracle(YoloDataset dataset, String author, Noise noise) {
        this.dataset = dataset;
        this.author = author;
        this.noise = noise;
        Stream.concat(dataset.train().stream(), dataset.val().stream()).forEach(frame -> {
            DatasetFrame other = frames.put(frame.name(), frame);
            if (other != null && !other.image().equals(frame.image())) {
                throw new DatasetPlanException(
                        "two pictures have one name: " + other.image() + " and " + frame.image());
            }
        });
    }

    /** The data set: its training frames are the stream, its validation frames the validation set. */
    public YoloDataset dataset() {
        return dataset;
    }

    @Override
    public String author() {
        return author;
    }

    @Override
    public List<Label> annotate(String frame) {
        DatasetFrame known = frames.get(frame);
        if (known == null) {
            throw new UnknownFrameException(author, frame);
        }
        return noise.applyTo(known.labels(), frame);
    }
}
