package io.nerest.detector.architecture;

import java.util.List;
import java.util.Map;

/**
 * A network described in a YAML file of the format known from Ultralytics: {@code backbone} and {@code head} are rows
 * {@code [from, repeats, module, arguments]}; {@code scales} or {@code depth_multiple} and {@code width_multiple} scale them. An
 * additional map {@code channels} changes the output channels of convolutions, as pruning does.
 *
 * @param family the rows with one scale
 * @param channels output channels by name of the convolution, one number for each part into which its output is sliced
 * @param text of the file
 */
public record ArchitectureFile(Family family, Map<String, List<Integer>> channels, String text) {
    public ArchitectureFile {
        channels = Map.copyOf(channels);
    }

    /**
     * Reads a description.
     *
     * @param name of the network; a letter as in {@code yolov8s-small} selects one of several scales
     * @param text of the file
     * @throws IllegalArgumentException if it is not a network; the message names the line and what is supported
     */
    public static ArchitectureFile parse(String name, String text) {
        return new ArchitectureReader(name, text).read();
    }

    /** Returns the network for a number of classes. */
    public NetworkDescription describe(int classes) {
        NetworkDescription whole = new GraphBuilder(family, family.scales().get(0), classes).build();
        NetworkDescription network = channels.isEmpty() ? whole : new ChannelWidths(channels).applyTo(whole);
        return network.withDefinition(text);
    }
}
