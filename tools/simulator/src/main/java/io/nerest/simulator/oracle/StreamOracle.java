package io.nerest.simulator.oracle;

import io.nerest.simulator.dataset.Label;
import io.nerest.simulator.stream.RenderedFrame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the rendered frames it was shown, by {@link RenderedFrame#fileName}. */
public final class StreamOracle implements Oracle {
    /** Class number of fish in rendered streams. */
    public static final int FISH = 0;

    private final String author;
    private final Noise noise;
    private final Map<String, List<Label>> truth = new ConcurrentHashMap<>();

    public StreamOracle(String author, Noise noise) {
        this.author = author;
        this.noise = noise;
    }

    /** Remembers a frame's truth. */
    public void learn(RenderedFrame frame) {
        truth.put(
                frame.fileName(),
                frame.truth().stream().map(box -> new Label(FISH, box)).toList());
    }

    @Override
    public String author() {
        return author;
    }

    @Override
    public List<Label> annotate(String frame) {
        List<Label> known = truth.get(frame);
        if (known == null) {
            throw new UnknownFrameException(author, frame);
        }
        return noise.applyTo(known, frame);
    }
}
