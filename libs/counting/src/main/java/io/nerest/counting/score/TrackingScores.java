package io.nerest.counting.score;

import io.nerest.counting.assign.Assignment;
import io.nerest.vision.box.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * MOTA, IDF1 and HOTA of tracks. MOTA and IDF1 accept pairs of boxes from an intersection over union of 0.5 on; HOTA is the
 * mean over the thresholds 0.05, 0.10, ... 0.95.
 */
public final class TrackingScores {
    private static final double LEAST_IOU = 0.5;
    private static final int THRESHOLDS = 19;
    private static final double STEP = 0.05;
    private static final double EPSILON = 1e-6;

    private final List<KnownFrame> frames;

    private TrackingScores(List<KnownFrame> frames) {
        this.frames = frames;
    }

    /** Compares the tracks of one stream with the known ones; frames in the order of time. */
    public static TrackingScore of(List<KnownFrame> frames) {
        return new TrackingScores(List.copyOf(frames)).score();
    }

    private record Pair(int truth, int track) {}

    private TrackingScore score() {
        int known = frames.stream().mapToInt(frame -> frame.truth().size()).sum();
        int tracked = frames.stream().mapToInt(frame -> frame.tracked().size()).sum();
        int missed = 0;
        int wrong = 0;
        int switches = 0;
        Map<Integer, Integer> previous = new HashMap<>();
        Map<Integer, Integer> lastTrack = new HashMap<>();
        for (KnownFrame frame : frames) {
            Map<Integer, Integer> matches = clearMatches(frame, previous);
            for (Map.Entry<Integer, Integer> match : matches.entrySet()) {
                Integer before = lastTrack.put(match.getKey(), match.getValue());
                if (before != null && !before.equals(match.getValue())) {
                    switches++;
                }
            }
            missed += frame.truth().size() - matches.size();
            wrong += frame.tracked().size() - matches.size();
            previous = matches;
        }
        double mota = known == 0 ? (wrong == 0 ? Double.NaN : 0) : 1 - (double) (missed + wrong + switches) / known;
        int identified = identified();
        double idf1 = known + tracked == 0 ? Double.NaN : 2.0 * identified / (known + tracked);
        double[] hota = hota(known, tracked);
        return new TrackingScore(mota, idf1, hota[0], hota[1], hota[2], missed, wrong, switches, known);
    }

    /** Matches of the CLEAR metrics: those of the previous frame continue if they can. */
    private static Map<Integer, Integer> clearMatches(KnownFrame frame, Map<Integer, Integer> previous) {
        Map<Integer, Integer> matches = new HashMap<>();
        List<Integer> truth = new ArrayList<>(new TreeSet<>(frame.truth().keySet()));
        List<Integer> tracks = new ArrayList<>(new TreeSet<>(frame.tracked().keySet()));
        for (Integer object : List.copyOf(truth)) {
            Integer track = previous.get(object);
            if (track != null && tracks.contains(track) && iou(frame, object, track) >= LEAST_IOU) {
                matches.put(object, track);
                truth.remove(object);
                tracks.remove(track);
            }
        }
        double[][] cost = new double[truth.size()][tracks.size()];
        for (int row = 0; row < truth.size(); row++) {
            for (int column = 0; column < tracks.size(); column++) {
                double iou = iou(frame, truth.get(row), tracks.get(column));
                // As many matches as possible, and among those the greatest overlap.
                cost[row][column] = iou >= LEAST_IOU ? -1000 - iou : 0;
            }
        }
        int[] columns = Assignment.ofLeastCost(cost);
        for (int row = 0; row < columns.length; row++) {
            if (columns[row] != Assignment.NONE && cost[row][columns[row]] < 0) {
                matches.put(truth.get(row), tracks.get(columns[row]));
            }
        }
        return matches;
    }

    /** The boxes with the right identity, when known objects are assigned to tracks once for the whole stream. */
    private int identified() {
        Map<Pair, Integer> together = new HashMap<>();
        for (KnownFrame frame : frames) {
            frame.truth()
                    .forEach((object, box) -> frame.tracked().forEach((track, other) -> {
                        if (box.iou(other) >= LEAST_IOU) {
                            together.merge(new Pair(object, track), 1, Integer::sum);
                        }
                    }));
        }
        List<Integer> objects = new ArrayList<>(
                new TreeSet<>(together.keySet().stream().map(Pair::truth).toList()));
        List<Integer> tracks = new ArrayList<>(
                new TreeSet<>(together.keySet().stream().map(Pair::track).toList()));
        double[][] cost = new double[objects.size()][tracks.size()];
        for (int row = 0; row < cost.length; row++) {
            for (int column = 0; column < tracks.size(); column++) {
                cost[row][column] = -together.getOrDefault(new Pair(objects.get(row), tracks.get(column)), 0);
            }
        }
        int[] columns = Assignment.ofLeastCost(cost);
        double identified = 0;
        for (int row = 0; row < columns.length; row++) {
            identified -= columns[row] == Assignment.NONE ? 0 : cost[row][columns[row]];
        }
        return (int) Math.round(identified);
    }

    /** Returns HOTA, DetA and AssA. */
    private double[] hota(int known, int tracked) {
        if (known + tracked == 0) {
            return new double[] {Double.NaN, Double.NaN, Double.NaN};
        }
        Map<Integer, Integer> lengthOfTruth = new HashMap<>();
        Map<Integer, Integer> lengthOfTrack = new HashMap<>();
        Map<Pair, Double> potential = new HashMap<>();
        for (KnownFrame frame : frames) {
            frame.truth().keySet().forEach(object -> lengthOfTruth.merge(object, 1, Integer::sum));
            frame.tracked().keySet().forEach(track -> lengthOfTrack.merge(track, 1, Integer::sum));
            addPotential(frame, potential);
        }
        List<Map<Pair, Integer>> matched = new ArrayList<>();
        for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
            matched.add(new HashMap<>());
        }
        for (KnownFrame frame : frames) {
            countMatches(frame, potential, lengthOfTruth, lengthOfTrack, matched);
        }
        double[] sums = new double[3];
        for (Map<Pair, Integer> pairs : matched) {
            double found = 0;
            double association = 0;
            for (Map.Entry<Pair, Integer> pair : pairs.entrySet()) {
                int count = pair.getValue();
                int all = lengthOfTruth.getOrDefault(pair.getKey().truth(), 0)
                        + lengthOfTrack.getOrDefault(pair.getKey().track(), 0);
                found += count;
                association += (double) count * count / (all - count);
            }
            double detA = found / (known + tracked - found);
            double assA = found == 0 ? 0 : association / found;
            sums[0] += Math.sqrt(detA * assA);
            sums[1] += detA;
            sums[2] += assA;
        }
        return new double[] {sums[0] / THRESHOLDS, sums[1] / THRESHOLDS, sums[2] / THRESHOLDS};
    }

    /** Adds each pair's share of the overlaps that it takes part in. */
    private static void addPotential(KnownFrame frame, Map<Pair, Double> potential) {
        Map<Integer, Double> ofTruth = new HashMap<>();
        Map<Integer, Double> ofTrack = new HashMap<>();
        frame.truth()
                .forEach((object, box) -> frame.tracked().forEach((track, other) -> {
                    double iou = box.iou(other);
                    ofTruth.merge(object, iou, Double::sum);
                    ofTrack.merge(track, iou, Double::sum);
                }));
        frame.truth()
                .forEach((object, box) -> frame.tracked().forEach((track, other) -> {
                    double iou = box.iou(other);
                    if (iou > 0) {
                        double all = ofTruth.getOrDefault(object, 0.0) + ofTrack.getOrDefault(track, 0.0) - iou;
                        potential.merge(new Pair(object, track), iou / all, Double::sum);
                    }
                }));
    }

    private static void countMatches(
            KnownFrame frame,
            Map<Pair, Double> potential,
            Map<Integer, Integer> lengthOfTruth,
            Map<Integer, Integer> lengthOfTrack,
            List<Map<Pair, Integer>> matched) {
        List<Integer> truth = new ArrayList<>(new TreeSet<>(frame.truth().keySet()));
        List<Integer> tracks = new ArrayList<>(new TreeSet<>(frame.tracked().keySet()));
        double[][] cost = new double[truth.size()][tracks.size()];
        for (int row = 0; row < cost.length; row++) {
            for (int column = 0; column < tracks.size(); column++) {
                int object = truth.get(row);
                int track = tracks.get(column);
                double together = potential.getOrDefault(new Pair(object, track), 0.0);
                int lengths = lengthOfTruth.getOrDefault(object, 0) + lengthOfTrack.getOrDefault(track, 0);
                cost[row][column] = -together / (lengths - together) * iou(frame, object, track);
            }
        }
        int[] columns = Assignment.ofLeastCost(cost);
        for (int row = 0; row < columns.length; row++) {
            if (columns[row] == Assignment.NONE) {
                continue;
            }
            Pair pair = new Pair(truth.get(row), tracks.get(columns[row]));
            double iou = iou(frame, pair.truth(), pair.track());
            for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
                if (iou > 0 && iou >= (threshold + 1) * STEP - EPSILON) {
                    matched.get(threshold).merge(pair, 1, Integer::sum);
                }
            }
        }
    }

    private static double iou(KnownFrame frame, int object, int track) {
        Box truth = frame.truth().get(object);
        Box tracked = frame.tracked().get(track);
        return truth == null || tracked == null ? 0 : truth.iou(tracked);
    }
}
