package io.nerest.simulator.paint;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.scene.CameraProjection;
import io.nerest.simulator.scene.CameraProjection.Place;
import io.nerest.simulator.scene.Clip;
import io.nerest.simulator.scene.Drifter;
import io.nerest.simulator.scene.Lighting;
import io.nerest.simulator.scene.Swimmer;
import io.nerest.simulator.texture.CausticLoop;
import io.nerest.simulator.texture.DebrisSprites;
import io.nerest.simulator.texture.SalmonSprites;
import io.nerest.simulator.texture.Sprite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Paints the frames of one camera. Static textures are created once and never modified. Safe for use by several
 * threads.
 */
public final class ScenePainter {
    private static final int KNOTS = 33;
    /** Exposure time in seconds, by day and at night. */
    private static final double SHUTTER_DAY = 1 / 60.0;

    private static final double SHUTTER_NIGHT = 1 / 25.0;

    private final CameraSpec camera;
    private final FrameFormat format;
    private final CameraProjection projection;
    private final boolean side;
    private final WaterPainter water;
    private final SpeckPainter specks;
    private final FinishPainter finish;
    private final List<Sprite> dresses = new ArrayList<>();
    private final List<Sprite> things = new ArrayList<>();
    private final List<Boulder> boulders = new ArrayList<>();
    private final List<Weed> weeds = new ArrayList<>();

    private record Boulder(Sprite sprite, double x, double z, double width, double height) {}

    /** An object and its distance; objects are painted from far to near. */
    private record Turn(double nearness, Runnable painting) {}

    /**
     * A painted fish.
     *
     * @param number owner number on the canvas, from 1
     * @param wholePixels number of pixels of the fish without occlusion and outside the image
     * @param contrast mean change in grey levels caused by painting it
     */
    public record PaintedFish(int number, double wholePixels, double contrast) {}

    /** A painted frame. */
    public record Painted(Canvas canvas, List<PaintedFish> fish) {}

    public ScenePainter(CameraSpec camera, FrameFormat format, long seed) {
        this.camera = camera;
        this.format = format;
        projection = CameraProjection.of(camera, format);
        side = camera.viewpoint().stand() == Stand.SIDE;
        Draws draws = Draws.of(seed, camera.index(), 5);
        water = new WaterPainter(camera, format, projection, draws);
        specks = new SpeckPainter(camera, draws);
        finish = new FinishPainter(camera, format.width(), format.height(), draws);
        for (int i = 0; i < Clip.DRESSES; i++) {
            var kind = draws.pick(camera.traffic().kinds());
            dresses.add(side ? SalmonSprites.side(kind, draws) : SalmonSprites.dorsal(kind, draws));
        }
        for (int i = 0; i < Clip.THINGS; i++) {
            things.add(
                    switch (i % 3) {
                        case 0 -> DebrisSprites.leaf(draws);
                        case 1 -> i == 1 ? DebrisSprites.twig(draws) : DebrisSprites.leaf(draws);
                        default -> DebrisSprites.weed(draws);
                    });
        }
        furnish(draws);
    }

    private void furnish(Draws draws) {
        for (int i = 0; i < camera.bed().boulders(); i++) {
            Sprite sprite = DebrisSprites.boulder(
                    draws, camera.bed().stone(), camera.bed().algae());
            double[] spot = spot(draws);
            double size = draws.in(0.14, 0.45);
            if (side) {
                size = Math.min(size, 0.3 * spot[1]);
            }
            boulders.add(new Boulder(sprite, spot[0], spot[1], size, size * draws.in(0.5, 0.75)));
        }
        for (int i = 0; i < camera.bed().plants(); i++) {
            double[] spot = spot(draws);
            weeds.add(Weed.grown(draws, camera, spot[0], spot[1]));
        }
    }

    /** Returns a random visible position on the ground: x and z in metres. */
    private double[] spot(Draws draws) {
        double column = draws.unit() * format.width();
        double top = side ? camera.viewpoint().horizon() * format.height() + 0.12 * format.height() : 0;
        double row = top + (format.height() * (side ? 1.12 : 1) - top) * StrictMath.sqrt(draws.unit());
        double scale = projection.groundScale(row);
        return new double[] {(column - format.width() / 2.0) / scale, projection.groundZ(row)};
    }

    /**
     * Paints a frame of a clip.
     *
     * @param frame number of the frame, the seed of grain and other noise
     * @param moment time within the clip
     * @param withFish whether to paint the fish; nothing else depends on it
     */
    public Painted paint(Clip clip, int frame, Clip.Moment moment, boolean withFish) {
        double seconds = moment.seconds();
        Canvas canvas = new Canvas(format.width(), format.height());
        Lighting lighting = clip.lighting();
        double flowing = seconds + 37.7 * clip.number();
        water.paint(canvas, flowing, lighting);
        List<PaintedFish> painted = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        byte[] caustics = CausticLoop.tileAt(flowing);
        for (Boulder boulder : boulders) {
            turns.add(new Turn(nearness(boulder.z(), 0), () -> paint(canvas, boulder, lighting, caustics)));
        }
        for (Weed weed : weeds) {
            turns.add(new Turn(nearness(weed.z(), 0.01), () -> paint(canvas, weed, seconds, lighting)));
        }
        for (Drifter drifter : clip.drifters()) {
            turns.add(new Turn(
                    nearness(drifter.z(), drifter.height()),
                    () -> paint(canvas, drifter, seconds, lighting, caustics)));
        }
        if (withFish) {
            for (int i = 0; i < clip.swimmers().size(); i++) {
                Swimmer swimmer = clip.swimmers().get(i);
                int number = i + 1;
                Swimmer.Pose pose = swimmer.at(seconds);
                if (side && pose.z() < 0.3) {
                    continue;
                }
                turns.add(new Turn(
                        nearness(pose.z(), pose.height()),
                        () -> painted.add(paint(canvas, swimmer, seconds, lighting, caustics, number))));
            }
        }
        turns.sort(Comparator.comparingDouble(Turn::nearness));
        turns.forEach(turn -> turn.painting().run());
        specks.paint(canvas, clip.number(), seconds, lighting);
        finish.paint(canvas, frame, flowing, lighting);
        if (camera.lens().timestamp()) {
            TimestampPainter.paint(canvas, camera.name(), moment.capturedAt());
        }
        return new Painted(canvas, List.copyOf(painted));
    }

    private double nearness(double z, double height) {
        return side ? -z : height;
    }

    private PaintedFish paint(
            Canvas canvas, Swimmer swimmer, double seconds, Lighting lighting, byte[] caustics, int number) {
        Swimmer.Pose pose = swimmer.at(seconds);
        Place place = projection.place(pose.x(), pose.z(), pose.height());
        double shutter = lighting.night() ? SHUTTER_NIGHT : SHUTTER_DAY;
        Swimmer.Pose later = swimmer.at(seconds + shutter);
        Place end = projection.place(later.x(), later.z(), later.height());
        double smear = StrictMath.hypot(end.x() - place.x(), end.y() - place.y());
        Sprite sprite = dresses.get(swimmer.dress());
        double length = swimmer.length() * place.scale() * SalmonSprites.LENGTHS_WIDE;
        double height = swimmer.length() * place.scale() * SalmonSprites.LENGTHS_HIGH;
        SpritePainter.Lie lie;
        if (side) {
            boolean right = StrictMath.cos(pose.heading()) > 0;
            double broad = Math.max(0.32, Math.abs(StrictMath.cos(pose.heading())));
            double pitch = climb(swimmer, seconds) * (right ? -1 : 1);
            lie = new SpritePainter.Lie(
                    place.x(), place.y(), length * broad, height, pitch, right, 1, sideSpine(pose), smear, false);
        } else {
            lie = new SpritePainter.Lie(
                    place.x(),
                    place.y(),
                    length,
                    height,
                    StrictMath.PI - pose.heading(),
                    false,
                    0.35 + 0.65 * place.squash(),
                    dorsalSpine(pose),
                    smear,
                    camera.water().ripple() > 0);
        }
        castShadow(canvas, sprite, lie, pose, place, lighting);
        int haze = water.haze(place.y(), lighting);
        SpritePainter.Look look = look(lighting, caustics, place, haze, 1);
        SpritePainter.Mark mark = SpritePainter.draw(canvas, sprite, lie, look, number);
        double whole = sprite.opaqueFraction() * lie.width() * lie.height() * lie.squash();
        double gain = finish.gainAt(place.x(), place.y(), lighting);
        return new PaintedFish(number, whole, mark.contrast() * gain);
    }

    private static double climb(Swimmer swimmer, double seconds) {
        Swimmer.Pose before = swimmer.at(seconds - 0.1);
        Swimmer.Pose after = swimmer.at(seconds + 0.1);
        double run = Math.max(0.3 * swimmer.length(), StrictMath.hypot(after.x() - before.x(), after.z() - before.z()));
        return Math.max(-0.5, Math.min(0.5, StrictMath.atan2(after.height() - before.height(), run) * 2.2));
    }

    /** Returns the body wave seen from above, growing towards the tail, as fractions of the sprite's height. */
    private static float[] dorsalSpine(Swimmer.Pose pose) {
        float[] spine = new float[KNOTS];
        for (int i = 0; i < KNOTS; i++) {
            double s = i / (KNOTS - 1.0);
            double amplitude = 0.008 - 0.02 * s + 0.085 * s * s;
            double offset = amplitude * StrictMath.sin(2 * StrictMath.PI * 0.85 * s - pose.tail());
            spine[i] = (float) (offset / SalmonSprites.LENGTHS_HIGH);
        }
        return spine;
    }

    /** Returns the body wave seen from the side, a slight bend. */
    private static float[] sideSpine(Swimmer.Pose pose) {
        float[] spine = new float[KNOTS];
        for (int i = 0; i < KNOTS; i++) {
            double s = i / (KNOTS - 1.0);
            double bend = 0.018 * StrictMath.sin(pose.tail() * 0.31) * (s - 0.5) * (s - 0.5) * 4;
            double beat = 0.014 * s * s * StrictMath.sin(5 * s - pose.tail());
            spine[i] = (float) ((bend + beat) / SalmonSprites.LENGTHS_HIGH);
        }
        return spine;
    }

    private void castShadow(
            Canvas canvas, Sprite sprite, SpritePainter.Lie lie, Swimmer.Pose pose, Place place, Lighting lighting) {
        if (lighting.night()) {
            return;
        }
        Place ground = projection.place(pose.x() + 0.3 * pose.height(), pose.z(), 0);
        if (side && pose.height() > 0.45) {
            return;
        }
        double strength = (0.18 + 0.3 * lighting.sun()) * water.through(place.water()) / 256;
        double flat = side ? Math.max(0.12, ground.squash() * 0.6) : lie.squash();
        double lower = side ? 0 : 0.12 * pose.height() * place.scale();
        SpritePainter.Lie shadow = new SpritePainter.Lie(
                ground.x(),
                ground.y() + lower,
                lie.width(),
                lie.height(),
                side ? 0 : lie.angle(),
                lie.flip(),
                flat,
                lie.spine(),
                0,
                lie.bent());
        SpritePainter.shade(canvas, sprite, shadow, strength);
    }

    private void paint(Canvas canvas, Boulder boulder, Lighting lighting, byte[] caustics) {
        Place foot = projection.place(boulder.x(), boulder.z(), 0);
        double width = boulder.width() * foot.scale();
        double height = boulder.height() * foot.scale() * (side ? 1 : 0.55 + 0.45 * foot.squash());
        double y = side ? foot.y() - 0.36 * height : foot.y();
        SpritePainter.Lie lie = new SpritePainter.Lie(
                foot.x(), y, width, height, 0, false, 1, null, 0, camera.water().ripple() > 0);
        if (!side) {
            SpritePainter.shade(
                    canvas,
                    boulder.sprite(),
                    new SpritePainter.Lie(
                            foot.x() + 3, y + height * 0.1, width * 1.12, height * 1.15, 0, false, 1, null, 0, false),
                    0.4);
        }
        SpritePainter.Look look = look(lighting, caustics, foot, water.haze(foot.y(), lighting), 1);
        SpritePainter.draw(canvas, boulder.sprite(), lie, look, Canvas.NO_FISH);
    }

    private void paint(Canvas canvas, Weed weed, double seconds, Lighting lighting) {
        Place foot = projection.place(weed.x(), weed.z(), 0);
        int haze = water.haze(foot.y(), lighting);
        weed.paint(canvas, projection, seconds, lighting.ambient(), water.through(foot.water()), haze);
    }

    private void paint(Canvas canvas, Drifter drifter, double seconds, Lighting lighting, byte[] caustics) {
        Place place = projection.place(drifter.xAt(seconds), drifter.z(), drifter.height());
        Sprite sprite = things.get(drifter.thing());
        double width = drifter.size() * place.scale();
        double aspect =
                (double) sprite.level(64, 0).height() / sprite.level(64, 0).width();
        double tumble = 0.45 + 0.55 * Math.abs(StrictMath.cos(drifter.angleAt(seconds) * 1.7 + 1));
        SpritePainter.Lie lie = new SpritePainter.Lie(
                place.x(),
                place.y(),
                width,
                width * aspect * tumble,
                drifter.angleAt(seconds),
                false,
                side ? 1 : 0.4 + 0.6 * place.squash(),
                null,
                Math.abs(drifter.speed()) * place.scale() * SHUTTER_DAY,
                false);
        SpritePainter.Look look = look(lighting, caustics, place, water.haze(place.y(), lighting), 0.95);
        SpritePainter.draw(canvas, sprite, lie, look, Canvas.NO_FISH);
    }

    private SpritePainter.Look look(Lighting lighting, byte[] caustics, Place place, int haze, double opacity) {
        double net = lighting.sun() * camera.water().caustics();
        double texels = CausticLoop.SIZE / Math.max(20, place.scale() * 0.8);
        double turbid = Math.min(1.2, place.water() / camera.water().visibility() * 0.55);
        return new SpritePainter.Look(
                lighting.ambient(),
                net,
                caustics,
                texels,
                water.through(place.water()),
                haze,
                opacity,
                camera.lens().softness() + turbid);
    }
}
