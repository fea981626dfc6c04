package io.backroom.spark;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.RDDInfo;
import scala.collection.Iterator;

/** Hears of each task that has learned its share. Spark calls it from one thread. */
final class ProgressListener extends SparkListener {
  private final Progress progress;
  private final Set<Integer> stages = new HashSet<>();

  ProgressListener(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    for (Iterator<RDDInfo> made = event.stageInfo().rddInfos().iterator(); made.hasNext(); ) {
      if (made.next().name().equals(SparkRidge.LEARNED)) {
        stages.add(event.stageInfo().stageId());
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (stages.contains(event.stageId()) && event.reason().equals(Success$.MODULE$)) {
      progress.done(event.taskInfo().index());
    }
  }
}
