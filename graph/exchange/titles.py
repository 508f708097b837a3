"""How columns of exported lists are headed: Chinese by the name of the field, English by taking the name apart."""

import re
from typing import Final

from graph.exchange.lists import ListColumn

CHINESE: Final = {
    "acceptedAt": "接受时间", "account": "账户", "address": "地址", "advisors": "导师", "agent": "客户端",
    "agreedAt": "同意时间", "answer": "答复", "areaM2": "面积（平方米）", "assignmentDefaults": "指派默认值",
    "attachedBy": "上传者", "attemptCount": "尝试次数", "baseline": "现状值", "bound": "上界",
    "budgetWan": "预算万元", "byteCount": "字节数", "cancelRequestedAt": "取消时间", "candidateCount": "候选数",
    "category": "类别", "chainNodes": "产业链环节", "changedAt": "更改时间", "claimedBound": "声称的上界",
    "code": "编号", "column": "列", "comment": "评语", "comparator": "比较", "competition": "赛事",
    "contact": "联系方式", "content": "内容", "contentType": "文件类型", "cooperationModes": "合作方式",
    "createdAt": "创建时间", "createdCount": "新增数", "criterion": "评分项", "deadlineOn": "截止日期",
    "decidedAt": "决定时间", "decisionMaker": "决策人", "declineReason": "谢绝原因", "demandCount": "需求方数",
    "deputy": "代理人", "description": "描述", "deskCount": "评审数", "details": "保密内容", "digest": "摘要值",
    "downloadUrl": "下载地址", "draftCount": "草稿数", "draftNeedCount": "需求草稿数",
    "draftPackageCount": "成果草稿数", "dueAt": "截止时间", "editCount": "修改次数", "editionYear": "届次年份",
    "email": "邮箱", "endedAt": "结束时间", "endingResidencyCount": "将到期在孵数",
    "endingRestrictionCount": "将到期限制数", "endsAt": "结束时间", "endsOn": "结束日期", "enteredOn": "入孵日期",
    "enterprise": "企业", "entry": "项目", "eventCount": "活动数", "expertise": "专长", "expiresAt": "过期时间",
    "failureCode": "失败代码", "faultCount": "错误数", "fields": "领域", "figures": "指标数据", "fileName": "文件名",
    "financedCount": "获投融资企业数", "finishedAt": "完成时间", "fit": "匹配度", "foundedOn": "成立日期",
    "fundCaseCount": "基金案例数", "fundedCount": "获投企业数", "gap": "差距", "gesture": "操作",
    "graduateCount": "毕业企业数", "greenFields": "绿色领域", "grounds": "依据", "handledCount": "已处理数",
    "headerRow": "表头行", "heartbeatAt": "最近心跳", "help": "说明", "home": "首页", "host": "孵化器", "id": "标识",
    "identity": "参赛方", "incubateeAreaM2": "在孵面积（平方米）", "incubateeCount": "在孵企业数",
    "incubator": "孵化器", "incubatorCount": "孵化器数", "indicators": "指标", "industry": "行业",
    "institute": "研究机构", "ipHolderCount": "有知识产权企业数", "isBlind": "盲评", "isHardshipRegion": "艰苦边远地区",
    "isInUse": "使用中", "isLinked": "已关联账户", "isLocked": "已锁定", "isPublished": "已发布",
    "isRegionExclusive": "区域独家", "isSmallest": "最小", "isWaiting": "待办", "judge": "评委",
    "judgesNeeded": "所需评委数", "judgesNotLinkedCount": "未关联评委数", "keywords": "关键词", "kind": "类别",
    "lateSheetCount": "逾期评分表数", "leadingIndustry": "主导产业", "leftOn": "出孵日期", "level": "级别",
    "liftedAt": "解除时间", "limitSeconds": "限时（秒）", "locale": "语言", "mainIndustry": "主导产业",
    "mainIndustryCount": "主导产业企业数", "maxAdopters": "可承接数", "maxLoad": "最多评审数", "maxPoints": "满分",
    "membershipRequestCount": "加入申请数", "mendCount": "补救数", "mentorCount": "导师数", "mergedName": "并入单位",
    "message": "留言",
    "minLoad": "最少评审数", "missingCount": "缺数", "missingUnits": "缺额", "monthsAllowed": "可在孵月数",
    "monthsUsed": "已在孵月数", "name": "名称", "nearest": "最接近", "need": "需求", "needCount": "需求数",
    "newlyRegisteredCount": "新注册企业数", "nextDueAt": "下一截止时间", "note": "备注", "number": "序号",
    "openAppealCount": "待处理申诉数", "openCount": "未完成数", "openInvitationCount": "未接受邀请数",
    "ordinal": "次序", "organization": "单位", "organizationCount": "单位数", "organizationName": "单位",
    "organizer": "主办方", "origin": "来源", "overdueResidencyCount": "超期在孵数", "packageCount": "成果数",
    "pairCount": "配对数", "patentApplicantCount": "专利申请企业数", "perEntry": "每项目评委数", "phase": "阶段",
    "phone": "电话", "plan": "方案", "points": "分值", "poolPlan": "推荐方案", "position": "位置",
    "priceMaxWan": "价格上限万元", "priceMinWan": "价格万元", "private": "保密信息", "problem": "需求描述",
    "problemDigest": "问题摘要值", "professionalCount": "专业服务人员数", "proof": "证明",
    "proposedResidencyCount": "待同意在孵数", "province": "省份", "publishedAt": "发布时间",
    "publishedNeedCount": "已发布需求数", "publishedPackageCount": "已发布成果数", "publishes": "直接发布",
    "purpose": "用途", "rank": "名次", "readAt": "阅读时间", "reason": "原因", "recommendationCount": "推荐数",
    "recusal": "回避申请", "recusalCount": "回避数", "recusedCount": "已回避数", "region": "地区", "remark": "备注",
    "residencyProposalCount": "在孵提议数", "residentCount": "入驻企业数", "restriction": "限制",
    "returnReason": "退回原因", "returnedAt": "退回时间", "returnedCount": "退回数", "returnedNeedCount": "退回需求数",
    "role": "角色", "round": "轮次", "roundsUnpublishedCount": "未发布轮次数", "roundsWithoutPlanCount": "无方案轮次数",
    "roundsWithoutRubricCount": "无评分标准轮次数", "row": "行", "rowCount": "行数", "rubric": "评分标准",
    "runningTotal": "当前合计", "scale": "刻度", "scaleWords": "等级说明", "scannedAt": "扫描时间", "scope": "范围",
    "scoreSheet": "评分表", "scoresDueAt": "评分截止时间", "scoringProgress": "评分进度",
    "secondFactorSince": "启用二次验证时间", "seconds": "用时（秒）", "seed": "种子", "seedFundWan": "种子资金万元",
    "sentRequestCount": "已发申请数", "serviceCaseCount": "服务案例数", "sha256": "SHA-256", "sheet": "工作表",
    "shortage": "缺口", "size": "大小", "skipReason": "弃评原因", "solveRun": "求解", "source": "来源",
    "specialField": "特殊领域", "staffCount": "人员数", "startedAt": "开始时间", "startsOn": "开始日期",
    "startup": "初创企业", "state": "状态", "statisticsYears": "统计年数", "step": "步骤", "subjectId": "对象标识",
    "subjectType": "对象类型", "submittedAt": "提交时间", "submittedCount": "已提交数", "summary": "简介",
    "supplyCount": "供给方数", "target": "目标值", "targetId": "对象标识", "taskCount": "任务数",
    "technicalFields": "技术领域",
    "technicalPlatformCount": "技术平台数", "technologyPackage": "成果", "templateCode": "模板编号", "timeZone": "时区",
    "title": "名称", "toEntrant": "给参赛方", "toOrganizer": "给主办方", "total": "合计", "totalBound": "总匹配度上界",
    "totalFit": "总匹配度", "track": "赛道", "transferModes": "转化方式", "trl": "技术成熟度",
    "unchangedCount": "未变数", "unfinishedSheetCount": "未完成评分表数", "unit": "单位", "unitsAvailable": "可供数",
    "unitsRequired": "所需数", "unreadNoticeCount": "未读通知数", "unverifiedOrganizationCount": "未核验单位数",
    "updatedCount": "更新数", "uscc": "统一社会信用代码", "usedAt": "使用时间", "validUntil": "有效期", "value": "值",
    "verification": "核验", "version": "版本", "visibility": "公开范围", "waitingCount": "待办数",
    "wantedCount": "推荐数", "weight": "权重", "weightsVersion": "权重版本", "zone": "高新区",
    "at": "时间", "attemptedAt": "尝试时间", "canRedo": "可重做", "canUndo": "可撤销", "change": "更改",
    "deliveredAt": "送达时间", "disabledAt": "停用时间", "disabledBecause": "停用原因", "doneBy": "操作者类别",
    "failingSince": "开始失败时间", "fault": "错误", "highestLoad": "最高评审数", "isCurrent": "当前",
    "isUndone": "已撤销", "kinds": "类别", "lockCount": "锁定数", "myRole": "我的角色", "nextAt": "下次时间",
    "objectId": "对象标识", "operation": "动作", "price": "代价", "statusCode": "状态码", "table": "表",
    "unlockCount": "解锁数", "url": "地址", "worstFit": "最低匹配度",
}  # fmt: skip
"""A new field of a list takes a word here; a law finds those without."""

CHINESE_OF: Final = {
    "Judge.name": "姓名", "Judge.code": "评委编号", "Entry.code": "项目编号", "Entry.title": "项目名称",
    "Organization.name": "单位名称", "Organization.kind": "单位类别", "Need.code": "需求编号",
    "TechnologyPackage.code": "成果编号", "TechnologyPackage.title": "成果名称", "Need.title": "需求名称",
}  # fmt: skip
"""Where the word of the field alone would not do."""


def has_title(column: ListColumn) -> bool:
    """Whether there is a Chinese word for every step of the column."""
    return all(_chinese(owner, name) for owner, name in zip(column.owners, column.path, strict=True))


def title(column: ListColumn, language: str) -> str:
    """The header of a column; one of another object says which."""
    steps = list(zip(column.owners, column.path, strict=True))
    if language == "zh":
        return " · ".join(_chinese(owner, name) or name for owner, name in steps)
    return " · ".join(_english(name) for _, name in steps)


def _chinese(owner: str, name: str) -> str:
    return CHINESE_OF.get(f"{owner}.{name}") or CHINESE.get(name, "")


def _english(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
    return words[:1].upper() + words[1:]
