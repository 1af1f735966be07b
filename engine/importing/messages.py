"""The words of imports, in Chinese and English, by code; `engine.messages` includes them."""

from __future__ import annotations

from collections.abc import Mapping

IMPORT_WORDS: Mapping[str, Mapping[str, str]] = {
    "import_refused": {"zh": "文件无法导入", "en": "The file cannot be imported"},
    "import_too_large": {
        "zh": "文件太大：{size} 字节，最多 {max} 字节",
        "en": "The file is too large: {size} bytes, {max} are allowed",
    },
    "import_too_many_cells": {
        "zh": "工作表的范围超过 {max} 个单元格",
        "en": "The sheet spans more than {max} cells",
    },
    "import_old_workbook": {
        "zh": "旧版或加密的 Excel 文件无法读取，请另存为不加密的 .xlsx 或 CSV",
        "en": "Old or encrypted workbooks cannot be read; save it as plain .xlsx or CSV",
    },
    "import_kind": {
        "zh": "不是可以导入的文件：支持 CSV 和 .xlsx",
        "en": "No file that can be imported: CSV and .xlsx are",
    },
    "import_unreadable": {
        "zh": "工作簿已损坏或加密，无法读取",
        "en": "The workbook is damaged or encrypted",
    },
    "import_encoding": {
        "zh": "无法识别文件编码（第 {position} 字节处）：支持 UTF-8、UTF-16、GB18030",
        "en": "The encoding is not known (byte {position}): UTF-8, UTF-16 and GB18030 are",
    },
    "import_empty": {"zh": "文件里没有内容", "en": "The file is empty"},
    "import_columns_unknown": {
        "zh": "没有一列的标题与字段相符：{columns}",
        "en": "No column's heading is that of a field: {columns}",
    },
    "import_unknown_column": {
        "zh": "文件里没有列「{name}」，有：{columns}",
        "en": "The file has no column {name}; it has: {columns}",
    },
    "import_unknown_sheet": {
        "zh": "工作簿里没有工作表「{name}」，有：{sheets}",
        "en": "The workbook has no sheet {name}; it has: {sheets}",
    },
    "import_unknown_key": {
        "zh": "不能用「{name}」对应已有记录：须为文本类字段，且文件里有这一列",
        "en": "{name} cannot tell records apart: it must be a field of text with a column here",
    },
    "import_state": {
        "zh": "导入的状态是 {state}，不能这样做",
        "en": "The import is {state}; that cannot be done now",
    },
    "import_file_gone": {
        "zh": "上传的文件已清理，请重新上传",
        "en": "The uploaded file is gone; upload it again",
    },
    "unknown_import": {"zh": "没有这次导入", "en": "There is no such import"},
    "read_as": {"zh": "「{value}」读作「{becomes}」", "en": "{value} was read as {becomes}"},
    "import_unknown_field": {
        "zh": "没有可以导入的字段「{name}」",
        "en": "There is no field {name} to import into",
    },
}

IMPORT_REFUSALS: Mapping[str, Mapping[str, str]] = {
    "import": {"zh": "导入", "en": "importing"},
    "line_broken": {
        "zh": "引号不成对，无法分辨各列",
        "en": "The quotes do not match; its cells cannot be told apart",
    },
    "line_ragged": {
        "zh": "这一行有 {found} 列，标题有 {expected} 列",
        "en": "The line has {found} cells, the headings are {expected}",
    },
    "percent_unclear": {
        "zh": "这一列既有 0 到 1 之间的数，也有大于 1 的数，请写成带 % 的形式",
        "en": "The column has numbers both below and above 1; write this one with a %",
    },
    "record_unknown": {
        "zh": "没有「{value}」这条记录可以更新",
        "en": "There is no record {value} to be updated",
    },
    "record_ambiguous": {
        "zh": "有多条记录的值是「{value}」，无法确定更新哪一条",
        "en": "Several records have {value}; which one is meant is not clear",
    },
    "key_blank": {
        "zh": "用来对应记录的列是空的",
        "en": "The column that tells records apart is blank",
    },
    "title_unknown": {
        "zh": "{table} 中没有「{value}」",
        "en": "{table} has no record called {value}",
    },
    "title_ambiguous": {
        "zh": "{table} 中有多条「{value}」",
        "en": "{table} has several records called {value}",
    },
}

WARNINGS: Mapping[str, Mapping[str, str]] = {
    "column_unknown": {
        "zh": "列「{column}」没有对应的字段，其中 {count} 个值没有导入",
        "en": "{column} is no field; its {count} values were not imported",
    },
    "column_computed": {
        "zh": "列「{column}」由系统计算，没有导入",
        "en": "{column} is computed and was not imported",
    },
    "column_of_files": {
        "zh": "列「{column}」是附件，文件要在记录里上传，没有导入",
        "en": "{column} holds files, which are uploaded in the record; it was not imported",
    },
    "column_forbidden": {
        "zh": "没有填写列「{column}」的权限，其中 {count} 个值没有导入",
        "en": "{column} may not be filled in; its {count} values were not imported",
    },
    "column_repeated": {
        "zh": "列「{column}」与另一列是同一字段，其中 {count} 个值没有导入",
        "en": "{column} is the same field as another column; its {count} values were not imported",
    },
    "percent_scaled": {
        "zh": "列「{column}」的 {count} 个数按百分数读取（90 即 90%）",
        "en": "{count} numbers of {column} were read as percentages (90 is 90%)",
    },
    "import_known": {
        "zh": "这个文件已于 {at} 导入过，没有再次写入；确需再次导入请注明",
        "en": "This file was imported before, at {at}; nothing was written again unless asked to",
    },
    "import_resumed": {
        "zh": "上次导入中断于第 {line} 行，已从那里继续",
        "en": "An earlier import broke off at line {line}; this one went on from there",
    },
}
