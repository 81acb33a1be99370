package io.nerest.cli.base;

import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A composite image while it is made: a background in another light, and the fish in it. */
final class Scene {
    private static final double HAZE = 0.4;
    private static final double BLUR = 0.3;

    private final float[] values;
    private final int width;
    private final int height;
    private final float[] gains;
    private final List<GroundTruth> fish;
    private final Set<Origin> origins = new LinkedHashSet<>();

    private Scene(Background background, float[] gains) {
        Pixels content = background.content();
        this.width = content.width();
        this.height = content.height();
        this.gains = gains;
        this.fish = new ArrayList<>(background.fish());
        this.values = new float[content.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(255, (content.values()[i] & 0xff) * gains[i % 3]);
        }
        origins.add(background.origin());
    }

    /** Changes the light, and sometimes adds haze. */
    static Scene of(Background background, RandomGenerator random) {
        float[] gains = new float[3];
        float all = random.nextFloat(0.7f, 1.15f);
        for (int channel = 0; channel < 3; channel++) {
            gains[channel] = random.nextFloat(0.75f, 1.2f) * all;
        }
        Scene scene = new Scene(background, gains);
        if (random.nextDouble() < HAZE) {
            scene.addHaze(random.nextFloat(0.3f, 0.9f));
        }
        return scene;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the factor of a channel. */
    float gain(int channel) {
        return gains[channel];
    }

    float at(int x, int y, int channel) {
        return values[(y * width + x) * 3 + channel];
    }

    void set(int x, int y, int channel, float value) {
        values[(y * width + x) * 3 + channel] = value;
    }

    /** Returns a channel's mean in a rectangle. */
    float mean(int left, int top, int right, int bottom, int channel) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += at(x, y, channel);
            }
        }
        return (float) (sum / ((right - left) * (double) (bottom - top)));
    }

    /** Records a fish that was pasted. */
    void add(GroundTruth pasted, Origin origin) {
        fish.add(pasted);
        origins.add(origin);
    }

    List<GroundTruth> fish() {
        return List.copyOf(fish);
    }

    /** Returns the images that it was made of, the background first. */
    List<Origin> origins() {
        return List.copyOf(origins);
    }

    /** Adds noise, rounds, and sometimes blurs. */
    Pixels finished(RandomGenerator random) {
        double noise = random.nextDouble(0, 3);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, values[i] + noise * random.nextGaussian()));
        }
        Pixels content = new Pixels(bytes, width, height, 3);
        return random.nextDouble() < BLUR ? content.blurred(random.nextDouble(0.3, 0.9)) : content;
    }

    private void addHaze(float contrast) {
        for (int channel = 0; channel < 3; channel++) {
            float mean = mean(0, 0, width, height, channel);
            for (int i = channel; i < values.length; i += 3) {
                values[i] = mean + (values[i] - mean) * contrast;
            }
        }
    }
}
