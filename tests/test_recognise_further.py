"""What is read from the layouts of drawn_further.py: pairs of labels and values, goals for levels, reviews."""

from __future__ import annotations

import pytest

from drawn_further import FURTHER
from grids import read_all, view

READ = {
    "levels_of_goals": """
    project_self_evaluation|2022|示例市委办|示例市委办|党建经费|万元
    $|total|-|10|9.5|95%
    $|fiscal|-|10|9.5|95%
    execution|-|95%|9.5|-
    投入|时效目标|资金支出进度|-|100%|-|95%|10|9.5|-
    产出|数量目标|活动次数|-|12次|-|12次|20|20|-
    效益|社会效益目标|党员素质|-|提升|-|提升|20|20|-
    total|50|49.5
    """,
    "pairs_over_two_rows": """
    project_self_evaluation|2023|示例县治水办|示例县治水办|治水经费|万元
    $|total|-|50|48|96%
    goal|水质达标|-
    execution|-|96%|-|-
    产出指标|-|清淤河道长度|-|5公里|-|5.2公里|40|40|-
    满意度指标|-|群众满意度|-|90%|-|95%|10|10|-
    total|-|97.2
    """,
    "sources_under_pairs": """
    project_self_evaluation|2022|示例市大数据局|示例市大数据中心|智慧社区|万元
    $|total|-|120|114|95%
    $|fiscal|-|120|114|-
    $|other|-|0|0|-
    goal|建成平台|平台已建成
    execution|10|95%|9.5|-
    产出指标|数量指标|平台数|-|1个|-|1个|50|50|-
    满意度|服务对象满意度|居民满意度|-|90%|-|93%|40|39|-
    total|100|98.5
    """,
    "pairs_with_dashes": """
    project_self_evaluation|2020|-|示例县行政审批局|政务服务|万元
    $|total|-|35|35|-
    $|fiscal|-|35|35|-
    $|other|-|0|0|-
    goal|保障大厅运转|大厅正常运转
    项目完成指标|数量指标|大厅面积|-|2000平方米|-|2000平方米|-|-|-
    项目完成指标|时效指标|完成时间|-|2020年12月31日前|-|2020年12月31日|-|-|-
    满意度指标|满意度指标|群众满意度|-|≥95%|-|98%|-|-|-
    """,
    "totals_of_both_kinds": """
    department_self_evaluation|2021|-|示例市统计局|-|万元
    $|total|-|2000|1900|95%
    goal|完成统计调查|-
    execution|20|95%|19|-
    产出指标|数量指标|统计年鉴|-|1本|-|1本|-|40|-
    效益指标|社会效益指标|服务水平|-|提升|-|提升|-|40|-
    total|-|99
    """,
    "points_in_bare_labels": """
    project_self_evaluation|2023|示例县委组织部|示例县委组织部|驻村工作经费|万元
    $|total|50.00|50.00|50.00|100.00%
    $|fiscal|50.00|50.00|50.00|-
    execution|10|100.00%|10分|-
    产出指标|数量指标|工作队数|-|=5支|-|5支|60|60|无偏差
    满意度指标|满意度指标|村民满意度|-|>=95%|-|95%|30|30|无偏差
    total|100|100分
    """,
    "own_and_higher_money": """
    project_self_evaluation|2022|401-示例县教育局|401001-示例县一中|校舍维修|万元
    $|total|100|95|95|100%
    $|fiscal|60|60|60|100%
    $|fiscal|40|35|35|100%
    $|fiscal|0|0|0|-
    execution|10|100%|10|-
    产出指标|数量指标|维修面积|-|＝500平方米|-|500平方米|60|60|-
    效益指标|社会效益指标|办学条件|-|改善|-|改善|30|28|-
    total|90|88
    """,
    "monitoring_of_department": """
    performance_monitoring|2022|-|示例县林业局|-|万元
    $|total|1000|1100|700|63.64%
    goal|完成造林任务|-
    execution|-|63.64%|-|-
    产出指标|数量指标|造林面积|-|1万亩|-|8000亩|-|-|-
    效益指标|生态效益指标|森林覆盖率|-|60%|-|60%|-|-|-
    """,
    "money_once_in_a_row": """
    project_self_evaluation|2022|示例区文旅局|示例区文化馆|文艺惠民演出|万元
    $|total|30|30|28.5|95%
    execution|-|95%|-|-
    决策|项目立项|立项依据充分性|-|充分|-|充分|2|2|-
    过程|资金管理|预算执行率|-|100%|-|95%|5|4.75|-
    产出|产出数量|演出场次|-|40场|-|42场|53|53|-
    效益|满意度|观众满意度|-|90%|-|93%|40|40|-
    total|100|99.75
    """,
    "names_beside_one_level": """
    performance_target|None|169示例林业局|造林司|森林病虫害预报|万元
    $|total|120|-|-|-
    $|fiscal|120|-|-|-
    $|other|0|-|-|-
    goal|掌握全国信息|-
    产出指标|-|年度报告次数|-|各1次|-|-|-|-|-
    产出指标|-|测报员培训人次|-|200人次|-|-|-|-|-
    效益指标|-|损失量|-|有效减少|-|-|-|-|-
    """,
    "money_of_three_levels": """
    project_self_evaluation|2020|示例县粮食局|调控股|县级储备粮|万元
    $|total|-|294.9|294.9|100%
    $|fiscal|-|100|100|100%
    $|fiscal|-|194.9|194.9|100%
    goal|稳定储备|储备达标
    execution|-|100%|-|-
    产出指标|数量指标|储备到位率|-|100%|-|100%|-|-|-
    """,
    "monitoring_in_pairs": """
    performance_monitoring|2022|示例局|示例所|维修|-
    $|total|50|48|30|62.5%
    goal|完成维修|-
    execution|-|62.5%|-|-
    -|-|维修面积|≥|500|平方米|300|-|-|-
    -|-|满意度|≥|90|%|92|-|-|-
    """,
}


@pytest.mark.parametrize("name", FURTHER)
def test_reading(name: str) -> None:
    forms = read_all(*FURTHER[name])
    assert len(forms) == 1
    assert view(forms[0]).split("\n") == [line.strip() for line in READ[name].strip().split("\n")]
